"""What follows from sessions: rows that are deleted, mails about new devices."""

from django.db import transaction
from django.utils import timezone

from ecotown.accounts.models import User
from ecotown.common.mails.sending import ask_for_mail
from ecotown.profile.domain import NOTICE_LINK
from ecotown.profile.models import Session
from ecotown.profile.words import device_name


def remove_ended_sessions() -> None:
    """Delete the rows of sessions that are over, with addresses and devices; nobody sees them any more."""
    Session.objects.filter(expire_date__lte=timezone.now()).delete()


def end_all_sessions(user: User) -> None:
    """Sign a person out on every device, inside the caller's transaction."""
    Session.objects.filter(user=user).delete()


@transaction.atomic
def tell_new_device(*, user: User, device: str) -> None:
    """Mail a person that the account was used on a device on which they have not signed in before."""
    if user.email:
        expires_at = timezone.now() + NOTICE_LINK
        data: dict[str, object] = {"device": device_name(device)}
        ask_for_mail("new-device", user=user, email=user.email, expires_at=expires_at, data=data)
