"""The menu of administrators: the pages that the rooms have declared, by section."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ecotown.configuration.queries import menu_for, missing_settings


@require_safe
@login_required
def settings_pages(request):
    """Show every page of the menu that this person may open."""
    if not request.user.has_perm("configuration.open_settings"):
        raise PermissionDenied
    context = {"sections": menu_for(request.user), "missing": missing_settings()}
    return render(request, "portal/settings.html", context)
