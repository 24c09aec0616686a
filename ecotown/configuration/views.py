"""Views of the settings: a page for each group, the picture of the emblem, and their history."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecotown.common.forms.refused_forms import focus_first_error
from ecotown.common.requests import parameters
from ecotown.common.requests.downloads import cached_download
from ecotown.common.steps.running import posted_with_files, run_action
from ecotown.configuration import actions, queries, results, words
from ecotown.configuration.domain import EMBLEMS, ConfigurationError, Group
from ecotown.configuration.forms import form_of
from ecotown.configuration.registry import saving

# A drawing loads nothing and runs nothing.
PICTURE_POLICY = "default-src 'none'"
MEDIA_TYPES = {"png": "image/png", "svg": "image/svg+xml"}
EVENTS = 50  # on a page of the history


@require_http_methods(["GET", "POST"])
@login_required
def group(request, name):
    """Show the settings of a group, what they look like where they are seen, and their last changes."""
    if not request.user.has_perm("configuration.change_settings"):
        raise PermissionDenied
    if request.method == "POST" and "preview" not in request.POST:
        return _saved(request, name)
    return _page(request, _form(request, name))


@saving
def _saved(request, name):
    form = _form(request, name)
    if form.is_valid() and _save(request, form):
        return redirect(f"configuration:{name}")
    return _page(request, form)


def _form(request, name):
    group = Group(name)
    form = form_of(group)(*posted_with_files(request), group=group, configuration=queries.stored())
    if group == Group.EMBLEM and form.is_valid() and form.picture:
        form.keep(results.store_emblem(form.picture))
    return form


def _page(request, form):
    if form.errors:
        focus_first_error(form)
    context = {
        "group": words.GROUPS[form.group],
        "form": form,
        "is_preview": form.is_valid(),
        "previews": queries.previews_of(form.group, form.shown),
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
def emblem_picture(request, name):
    """Return a picture of the emblem, which everybody may see: it stands at the foot of every page."""
    picture = queries.picture_of(f"{EMBLEMS}/{name}")
    if picture is None:
        raise Http404
    response = cached_download(
        request, picture.content, name, MEDIA_TYPES[picture.suffix], sha256=name.partition(".")[0]
    )
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    return response


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
