"""Verification of every history chain in the background, once a day and on request."""

import logging
from datetime import timedelta

from django.utils import timezone

from ecotown.common.history import recording
from ecotown.common.history.models import Event, HistoryChain, HistoryCheck
from ecotown.common.queue.hints import DATABASE_ERRORS
from ecotown.common.queue.work_rows import LOST, UNEXPECTED

logger = logging.getLogger(__name__)
CHECK_INTERVAL = timedelta(days=1)


def pending_check(*, by) -> HistoryCheck:
    """Return the unfinished check, created when there is none: all requests share it."""
    waiting = HistoryCheck.objects.filter(finished_at__isnull=True).first()
    return waiting or HistoryCheck.objects.create(asked_by=by, asked_at=timezone.now())


def run_check(*, check_id: int) -> HistoryCheck | None:
    """Verify every chain and store the result; None when it is finished or claimed by another worker."""
    claimed = HistoryCheck.objects.claim([check_id])
    if not claimed:
        return None
    try:
        facts = _verify_chains()
    except DATABASE_ERRORS:
        HistoryCheck.objects.release(claimed)
        raise
    except Exception:
        logger.exception("the history could not be checked")
        facts = {"error": UNEXPECTED}
    is_stored = HistoryCheck.objects.claimed_as(claimed).update(finished_at=timezone.now(), **facts)
    return HistoryCheck.objects.get(pk=check_id) if is_stored else None


def due_checks() -> set[int]:
    """Return the ids of checks whose message was lost or whose worker died, and of the daily check."""
    now = timezone.now()
    is_checked = HistoryCheck.objects.filter(asked_at__gt=now - CHECK_INTERVAL).exists()
    due = set() if is_checked else {pending_check(by=None).pk}
    for check in HistoryCheck.objects.take_overdue():
        if check.is_given_up:
            HistoryCheck.objects.claimed_as([check]).update(finished_at=now, error=LOST)
        else:
            due.add(check.pk)
    return due


def _verify_chains():
    """Return the columns with the result of a check."""
    broken_rows = [[link.subject, link.sequence, link.reason] for link in recording.breaks()]
    for subject, sequence, reason in broken_rows:
        logger.error("history of %s is broken at row %s: %s", subject, sequence, reason)
    return {"chains": HistoryChain.objects.count(), "links": Event.objects.count(), "breaks": broken_rows}
