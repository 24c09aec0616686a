"""Whether a worker of a queue runs: each gives a sign of life in the cache, from which pages read it."""

from datetime import datetime, timedelta
from time import monotonic

from celery import current_app
from django.conf import settings
from django.utils import timezone

from ecotown.common.requests import shared_cache

KEY = "worker-sign-of-life-{queue}"
# Without a sign for so long, a worker takes nothing new, and after this a busy one counts as dead, too.
SILENCE, PATIENCE = timedelta(seconds=15), timedelta(seconds=30)
GRACE = timedelta(seconds=5)  # in which a message reaches a worker
INTERVAL = 5  # seconds between two signs of a process


class LastSign:
    """When this process gave its last sign."""

    at = float("-inf")


def give_sign(**_signal: object) -> None:
    """Say that this worker runs, for each queue that it takes from; a receiver of Celery's signals."""
    if monotonic() - LastSign.at > INTERVAL:
        LastSign.at = monotonic()
        for queue in current_app.amqp.queues.consume_from:
            note_sign(queue, timezone.now())


def note_sign(queue: str, at: datetime) -> None:
    """Store when a worker of a queue gave a sign of life."""
    shared_cache.store(KEY.format(queue=queue), at, seconds=PATIENCE.seconds)


def has_sign(queue: str, within: timedelta) -> bool:
    """Return whether a worker of a queue gave a sign of life in the last `within`."""
    at = shared_cache.cached_value(KEY.format(queue=queue))
    return isinstance(at, datetime) and timezone.now() - at < within


def is_queued(
    asked_at: datetime, *, is_claimed: bool, queue: str = settings.CELERY_TASK_DEFAULT_QUEUE
) -> bool:
    """Return whether work that was asked for waits, for no living worker of its queue has it in hand.

    `is_claimed` says whether a worker claimed it, which may have died since.
    """
    age = timezone.now() - asked_at
    if age < GRACE:
        return False
    if is_claimed:
        return not has_sign(queue, PATIENCE)
    return age >= PATIENCE or not has_sign(queue, SILENCE)
