"""Actions on a person's own sessions."""

from django.db import transaction

from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.profile.domain import ProfileError
from ecotown.profile.events import Event
from ecotown.profile.models import Session, SessionQuerySet


@transaction.atomic
def end_session(*, reference: str, by: User) -> None:
    """Sign a person out on the device of one session."""
    sessions = Session.objects.select_for_update().filter(user=by)
    ended = [row.pk for row in sessions if row.reference == reference]
    if not ended:
        raise ProfileError("session-ended")
    _end(Session.objects.filter(pk__in=ended), by)


@transaction.atomic
def end_other_sessions(*, current: str, by: User) -> int:
    """Sign a person out on all devices but the one of the session `current`; return on how many."""
    return _end(Session.objects.filter(user=by).exclude(session_key=current), by)


def _end(sessions: SessionQuerySet, by: User) -> int:
    number = sessions.in_force().count()
    sessions.delete()
    if number:
        recording.record(f"user:{by.pk}", Event.SESSIONS_ENDED, by=by, data={"number": number})
    return number
