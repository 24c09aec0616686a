"""The menu of administrators: the pages that the rooms have declared, by section."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ecotown.configuration.queries import menu_for


@require_safe
@login_required
def settings_pages(request):
    """Show every page of the menu that this person may open."""
    if not request.user.has_perm("configuration.open_settings"):
        raise PermissionDenied
    return render(request, "portal/settings.html", {"sections": menu_for(request.user)})
