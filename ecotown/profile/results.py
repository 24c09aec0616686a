"""What follows from sessions: their ends, rows that are deleted, mails about new devices."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from ecotown.accounts.models import User
from ecotown.accounts.results.mails import tell
from ecotown.configuration.domain import Configuration
from ecotown.profile.models import Session
from ecotown.profile.words import device_name


def remove_ended_sessions() -> None:
    """Delete the rows of sessions that are over, with addresses and devices; nobody sees them any more."""
    Session.objects.filter(expire_date__lte=timezone.now()).delete()


def apply_limits(before: Configuration, after: Configuration) -> None:
    """Move the end of all sessions in force when the settings of their limits change; two statements."""
    idle, longest = timedelta(minutes=after.session_idle_minutes), timedelta(hours=after.session_hours)
    if (idle, longest) == (
        timedelta(minutes=before.session_idle_minutes),
        timedelta(hours=before.session_hours),
    ):
        return
    in_force = list(Session.objects.in_force().filter(user__isnull=False).values_list("pk", flat=True))
    sessions = Session.objects.filter(pk__in=in_force)
    sessions.update(expire_date=F("active_at") + idle)
    sessions.filter(expire_date__gt=F("signed_in_at") + longest).update(
        expire_date=F("signed_in_at") + longest
    )


def end_all_sessions(user: User) -> None:
    """Sign a person out on every device, inside the caller's transaction."""
    Session.objects.filter(user=user).delete()


@transaction.atomic
def tell_new_device(*, user: User, device: str) -> None:
    """Mail a person that the account was used on a device on which they have not signed in before."""
    with translation.override(user.mail_language):  # not that of the browser
        name = device_name(device)
    tell("new-device", user, data={"device": name})
