"""The menu of administrators by section, and the set-up of a new installation."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.pages.screens.cycles import checklist_for
from ecotown.configuration.queries import menu_for, missing_settings
from ecotown.portal import screens
from ecotown.portal.context import IN_SET_UP


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
        request.session.pop(IN_SET_UP, None)
    elif IN_SET_UP not in request.session:
        request.session[IN_SET_UP] = True
    return render(request, "portal/set_up.html", {"set_up": steps})
