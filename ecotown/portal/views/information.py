"""Views of the pages about the portal itself: what it is, whom to ask, privacy, accessibility."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ecotown.configuration.queries import current
from ecotown.personal_data.queries import register_lines
from ecotown.portal.words import COOKIES
from indicators.editions.queries import editions


@require_safe
def about(request):
    """Show what the portal is for, how a level comes about and where its data come from."""
    return render(request, "portal/information/about.html", {"framework": editions.current_framework()})


@require_safe
def contact(request):
    """Show whom to ask about what."""
    context = {"security_mail": current().weakness_mail}
    return render(request, "portal/information/contact.html", context)


@require_safe
def privacy(request):
    """Show which personal data the portal keeps, and what for."""
    return render(request, "portal/information/privacy.html", {"lines": register_lines(), "cookies": COOKIES})


@require_safe
def accessibility(request):
    """Show how the portal can be used, and what is still hard to use."""
    return render(request, "portal/information/accessibility.html")
