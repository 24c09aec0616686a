"""What the worker does about sessions."""

from django.utils import timezone

from ecotown.profile.models import Session


def remove_ended_sessions() -> None:
    """Delete the rows of sessions that are over, with addresses and devices; nobody sees them any more."""
    Session.objects.filter(expire_date__lte=timezone.now()).delete()
