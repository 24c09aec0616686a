"""Views of the settings: a page for each group, and their history."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ecotown.common.forms.refused_forms import focus_first_error
from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted
from ecotown.configuration import actions, queries, words
from ecotown.configuration.domain import ConfigurationError, Group
from ecotown.configuration.forms import SettingsForm

EVENTS = 50  # on a page of the history


@require_http_methods(["GET", "POST"])
@login_required
def group(request, name):
    """Show the settings of a group, what they look like where they are seen, and their last changes."""
    if not request.user.has_perm("configuration.change_settings"):
        raise PermissionDenied
    shown_group = Group(name)
    configuration = queries.stored()
    form = SettingsForm(posted(request), group=shown_group, configuration=configuration)
    is_preview = "preview" in request.POST
    if form.is_valid() and not is_preview and _save(request, form):
        return redirect(f"configuration:{name}")
    if form.is_valid():
        shown = form.entered
    else:
        shown = configuration
        focus_first_error(form)
    context = {
        "group": words.GROUPS[shown_group],
        "form": form,
        "is_preview": is_preview and form.is_valid(),
        "previews": queries.previews_of(shown_group, shown),
        "events": queries.history_of(shown_group),
    }
    return render(request, "configuration/group.html", context, status=422 if form.errors else 200)


def _save(request, form):
    """Save the settings of a valid form; return whether they were, else the form has the reason."""
    try:
        actions.change_settings(
            group=form.group, values=form.values, seen=form.cleaned_data["seen"], by=request.user
        )
    except ConfigurationError as error:
        if error.code == "changed-meanwhile":
            form.add_overtaken_error(queries.stored())
        else:
            facts = {"limit": settings.UPLOAD_MAX_MB} if error.code == "above-upload-limit" else {}
            form.add_error(words.REFUSED_FIELDS.get(error.code), words.refusal_sentence(error.code, **facts))
        return False
    messages.success(request, _("Settings saved."))
    return True


@require_safe
@login_required
def history(request):
    """Show every change of the settings, the newest first."""
    if not request.user.has_perm("configuration.open_settings"):
        raise PermissionDenied
    page = Paginator(queries.history(), EVENTS).get_page(parameters.number(request.GET, "page"))
    return render(request, "configuration/history.html", {"page": page})
