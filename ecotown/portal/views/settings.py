"""The menu of administrators by section, and the set-up of a new installation."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.pages.screens.cycles import checklist_for
from ecotown.configuration.queries import menu_for, missing_settings
from ecotown.people.queries.people import open_requests
from ecotown.portal.screens import set_up as screens


@require_safe
@login_required
def settings_pages(request):
    """Show every page of the menu that this person may open."""
    if not request.user.has_perm("configuration.open_settings"):
        raise PermissionDenied
    context = {
        "sections": menu_for(request.user),
        "missing": missing_settings(),
        "set_up": screens.set_up(),
        "checklist": checklist_for(request.user),
        "waiting_requests": _waiting_requests(request.user),
    }
    return render(request, "portal/settings.html", context)


@require_safe
@login_required
def set_up(request):
    """Lead through what a new installation needs; each step is done on its own page, in any order."""
    if not request.user.has_perm("configuration.open_settings"):
        raise PermissionDenied
    steps = screens.set_up()
    if steps.is_done:
        request.session.pop(screens.IN_SET_UP, None)
    elif screens.IN_SET_UP not in request.session:
        request.session[screens.IN_SET_UP] = True
    return render(request, "portal/set_up.html", {"set_up": steps})


def _waiting_requests(user):
    """Return how many requests of other administrators wait for this one."""
    return open_requests().exclude(asked_by=user).exclude(person=user).count()
