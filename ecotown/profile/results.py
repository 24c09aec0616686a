"""What the worker does about sessions."""

from django.utils import timezone

from ecotown.accounts.models import User
from ecotown.profile.models import Session


def remove_ended_sessions() -> None:
    """Delete the rows of sessions that are over, with addresses and devices; nobody sees them any more."""
    Session.objects.filter(expire_date__lte=timezone.now()).delete()


def end_all_sessions(user: User) -> None:
    """Sign a person out on every device, inside the caller's transaction."""
    Session.objects.filter(user=user).delete()
