"""The end of claims that a dead worker leaves behind, without waiting for it."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone


def end(rows):
    """Let the claims of work rows end, as they do when `CLAIM_SECONDS` are over."""
    now = timezone.now()
    asked_at = now - timedelta(seconds=settings.CLAIM_SECONDS + 1)
    rows.update(claimed_until=now, asked_at=asked_at)
