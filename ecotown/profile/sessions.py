"""The sessions as rows with their person, which end without activity, and for everybody after some hours.

The row itself knows when it ends (`expire_date`): after that time it is not there for anybody. Only what a
person does keeps it up, not what a page asks for by itself.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from ecotown.accounts.devices import is_known_device
from ecotown.common.requests.visitors import visitor_address
from ecotown.configuration.queries import current
from ecotown.profile import results

SIGNED_IN_AT, ACTIVE_AT, ADDRESS, DEVICE = "signed-in-at", "active-at", "address", "device"
# A script says by this header that the person did nothing.
BACKGROUND_HEADER = "X-Background"
# Activity is written down once in this time, so that not each request writes a row.
STEP = timedelta(minutes=1)


class SessionStore(DatabaseStore):
    """Session store whose rows have columns for the person and the times."""

    visitor: tuple[str, str] | None = None  # address and device, where a request is there

    @classmethod
    def get_model_class(cls):
        from ecotown.profile.models import Session  # noqa: PLC0415 models are not there before

        return Session

    def create_model_instance(self, data):
        """Return the row for these data; whoever signed in gets the time of that, and of this activity."""
        if SESSION_KEY not in data:
            return super().create_model_instance(data)
        now = timezone.now().timestamp()
        if SIGNED_IN_AT not in data and self.visitor:
            data[ADDRESS], data[DEVICE] = self.visitor
        data.setdefault(SIGNED_IN_AT, now)
        data[ACTIVE_AT] = now
        row = super().create_model_instance(data)
        row.user_id = data[SESSION_KEY]
        row.signed_in_at, row.active_at = _moment(data[SIGNED_IN_AT]), _moment(now)
        row.address, row.device = data.get(ADDRESS, ""), data.get(DEVICE, "")
        row.expire_date = min(row.active_at + idle_limit(), row.signed_in_at + longest())
        return row


def session_activity(get_response):
    """Keep a session up while its person works (middleware)."""

    def middleware(request):
        request.session.visitor = (visitor_address(request)[:64], request.headers.get("User-Agent", "")[:300])
        response = get_response(request)
        session = request.session
        if session.accessed and ACTIVE_AT in session and BACKGROUND_HEADER not in request.headers:
            last = _moment(session[ACTIVE_AT])
            session.modified = session.modified or timezone.now() - last >= STEP
        return response

    return middleware


def after_signing_in(get_response):
    """Let the browser speak the language of who just signed in; tell them of a new device (middleware)."""

    def middleware(request):
        response = get_response(request)
        if has_just_signed_in(request.session):
            user = request.user
            if user.language:
                remember_language(response, user.language)
            if not is_known_device(request, user):
                results.tell_new_device(user=user, device=request.headers.get("User-Agent", ""))
        return response

    return middleware


def remember_language(response, language_code):
    """Set the cookie in which the portal keeps the language of a browser."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language_code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )


def idle_limit() -> timedelta:
    """Return the time without activity after which a session ends."""
    return timedelta(minutes=current().session_idle_minutes)


def longest() -> timedelta:
    """Return the time after which a session ends however active its person is."""
    return timedelta(hours=current().session_hours)


def seconds_left(session) -> tuple[int, int]:
    """Return the seconds until a person's session ends without activity, and until it ends in any case."""
    now = timezone.now()
    idle = _moment(session[ACTIVE_AT]) + idle_limit() - now
    at_most = _moment(session[SIGNED_IN_AT]) + longest() - now
    return int(idle.total_seconds()), int(at_most.total_seconds())


def has_just_signed_in(session) -> bool:
    """Return whether this request signed the person in: the times are written when it ends."""
    return bool(session.modified and SESSION_KEY in session and SIGNED_IN_AT not in session)


def _moment(timestamp):
    return datetime.fromtimestamp(timestamp, UTC)
