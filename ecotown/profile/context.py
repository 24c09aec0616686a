"""Context processors: how long the session lasts, and the way for who forgot the password."""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from ecotown.profile.sessions import ACTIVE_AT, seconds_left


def session_time(request):
    """Return `session_time`: the seconds that the script of the warning counts; None for a visitor."""
    return {"session_time": SimpleLazyObject(lambda: _time_of(request))}


def ways_in(_request):
    """Return `forgotten_password_url`, for the page of signing in, which stands below this room."""
    return {"forgotten_password_url": SimpleLazyObject(lambda: reverse("profile:forgotten-password"))}


def _time_of(request):
    session = getattr(request, "session", None)
    if session is None or ACTIVE_AT not in session:
        return None
    idle, at_most = seconds_left(session)
    return {"idle": idle, "at_most": at_most, "warning": settings.SESSION_WARNING_SECONDS}
