"""Views for programs: search engines, browsers, and those who found a weakness."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ecotown.configuration.queries import current

TEXT = "text/plain; charset=utf-8"
# RFC 9116, 2.5.5: the file says until when it may be relied on; it is written from the settings each time.
SECURITY_DAYS = 90


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request):
    """Return which pages search engines may read, and where the list of them is."""
    return render(request, "portal/robots.txt", {"site_url": settings.SITE_URL}, content_type=TEXT)


@require_safe
@cache_control(public=True, max_age=3600)
def security_contact(request):
    """Return whom to tell about a weakness (RFC 9116). Raises Http404 while nobody is named."""
    if not current().weakness_mail:
        raise Http404
    last_day = timezone.localdate() + timedelta(days=SECURITY_DAYS)
    context = {
        "mail": current().weakness_mail,
        "expires": timezone.make_aware(datetime.combine(last_day, time.min)).isoformat(),
        "site_url": settings.SITE_URL,
    }
    return render(request, "portal/security.txt", context, content_type=TEXT)


@require_safe
@cache_control(public=True, max_age=3600)
def favicon(request):
    """Redirect to the icon: browsers ask for it at this address where a page names none, such as a PDF."""
    return redirect(static("img/favicon.ico"))
