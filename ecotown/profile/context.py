"""Context processors: how long the session lasts, and further ways to sign in."""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from ecotown.configuration.queries import current
from ecotown.profile.sessions import ACTIVE_AT, seconds_left


def session_time(request):
    """Return `session_time`: the seconds that the script of the warning counts; None for a visitor."""
    return {"session_time": SimpleLazyObject(lambda: _time_of(request))}


def ways_in(_request):
    """Return what the page of signing in offers beside itself, which stands below this room.

    `forgotten_password_url`, and where a provider of identities is set, its name and `identity_url`.
    """
    return {
        "forgotten_password_url": SimpleLazyObject(lambda: reverse("profile:forgotten-password")),
        "identity_url": SimpleLazyObject(lambda: reverse("profile:sign-in-by-identity")),
        "identity_provider": settings.OIDC_NAME if settings.OIDC_SERVER_URL else "",
    }


def _time_of(request):
    session = getattr(request, "session", None)
    if session is None or ACTIVE_AT not in session:
        return None
    idle, at_most = seconds_left(session)
    return {"idle": idle, "at_most": at_most, "warning": int(current().session_warning_minutes * 60)}
