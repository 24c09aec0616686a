"""Views of the user guides."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ecotown.portal import words


@require_safe
def guides(request):
    """Show which guides there are, one for each role."""
    return render(request, "portal/help/guides.html", {"guides": words.GUIDES})


@require_safe
def guide(request, role):
    """Show the guide of a role: the steps of its work in their order."""
    if role not in words.GUIDES:
        raise Http404
    return render(request, f"portal/help/{role}.html", {"guide": words.GUIDES[role]})
