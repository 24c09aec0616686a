"""Views of the settings: a page for each group, and their history."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecotown.common.forms.refused_forms import focus_first_error
from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted, run_action
from ecotown.configuration import actions, queries, words
from ecotown.configuration.domain import ConfigurationError, Group
from ecotown.configuration.forms import SettingsForm
from ecotown.configuration.registry import saving

EVENTS = 50  # on a page of the history


@require_http_methods(["GET", "POST"])
@login_required
def group(request, name):
    """Show the settings of a group, what they look like where they are seen, and their last changes."""
    if not request.user.has_perm("configuration.change_settings"):
        raise PermissionDenied
    if request.method == "POST" and "preview" not in request.POST:
        return _saved(request, name)
    form = SettingsForm(posted(request), group=Group(name), configuration=queries.stored())
    return _page(request, form)


@saving
def _saved(request, name):
    form = SettingsForm(request.POST, group=Group(name), configuration=queries.stored())
    if form.is_valid() and _save(request, form):
        return redirect(f"configuration:{name}")
    return _page(request, form)


def _page(request, form):
    if form.is_valid():
        shown = form.entered
    else:
        shown = form.configuration
        focus_first_error(form)
    context = {
        "group": words.GROUPS[form.group],
        "form": form,
        "is_preview": form.is_valid(),
        "previews": queries.previews_of(form.group, shown),
        "events": queries.history_of(form.group),
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


@require_safe
@login_required
def system(request):
    """Show what is set on the server, never its value, and whether a mail of a test has arrived."""
    if not request.user.has_perm("configuration.open_settings"):
        raise PermissionDenied
    context = {"facts": queries.server_facts(), "mail": queries.last_test_mail()}
    return render(request, "configuration/system.html", context)


@require_POST
@login_required
def test_mail(request):
    """Send a mail to the person who asks."""
    if not request.user.has_perm("configuration.test_mail"):
        raise PermissionDenied
    message = _("A mail to %(email)s was asked for. Open this page again in a minute.")
    run_action(request, actions.send_test_mail, message % {"email": request.user.email})
    return redirect("configuration:system")
