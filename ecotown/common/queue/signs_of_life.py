"""Whether any worker runs: each gives a sign of life in the cache, from which pages read it."""

from datetime import datetime, timedelta
from time import monotonic

from django.utils import timezone

from ecotown.common.requests import shared_cache

KEY = "worker-sign-of-life"
PATIENCE = 30  # seconds after which a worker without a sign counts as dead
INTERVAL = 5  # seconds between two signs of a process


class LastSign:
    """When this process gave its last sign."""

    at = float("-inf")


def give_sign(**_signal: object) -> None:
    """Say that this worker runs; a receiver of Celery's signals."""
    if monotonic() - LastSign.at > INTERVAL:
        LastSign.at = monotonic()
        shared_cache.store(KEY, True, seconds=PATIENCE)


def is_queued(asked_at: datetime, *, is_claimed: bool) -> bool:
    """Return whether work was asked for a while ago and no living worker has it in hand.

    `is_claimed` says whether a worker claimed it, which may have died since.
    """
    if timezone.now() - asked_at < timedelta(seconds=PATIENCE):
        return False
    return not (is_claimed and shared_cache.cached_value(KEY, False))
