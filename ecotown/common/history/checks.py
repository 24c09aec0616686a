"""Verification of every history chain in the background, once a day and on request."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ecotown.common.history import recording
from ecotown.common.history.models import Event, HistoryChain, HistoryCheck

logger = logging.getLogger(__name__)
CHECK_INTERVAL = timedelta(days=1)


def pending_check(*, by) -> HistoryCheck:
    """Return the unfinished check, created when there is none: all requests share it."""
    waiting = HistoryCheck.objects.filter(finished_at__isnull=True).first()
    return waiting or HistoryCheck.objects.create(asked_by=by, asked_at=timezone.now())


def run_check(*, check_id: int) -> HistoryCheck | None:
    """Verify every chain and store the result; None when it is finished or claimed by another worker."""
    claimed_check = _claim(check_id)
    if claimed_check is None:
        return None
    broken_rows = [[link.subject, link.sequence, link.reason] for link in recording.breaks()]
    for subject, sequence, reason in broken_rows:
        logger.error("history of %s is broken at row %s: %s", subject, sequence, reason)
    facts = {
        "finished_at": timezone.now(),
        "chains": HistoryChain.objects.count(),
        "links": Event.objects.count(),
        "breaks": broken_rows,
    }
    own_claim = HistoryCheck.objects.filter(
        pk=check_id, finished_at__isnull=True, claimed_until=claimed_check.claimed_until
    )
    return HistoryCheck.objects.get(pk=check_id) if own_claim.update(**facts) else None


def due_checks(now: datetime) -> list[int]:
    """Return the ids of checks whose message was lost or whose worker died, and of the daily check."""
    if not HistoryCheck.objects.filter(asked_at__gt=now - CHECK_INTERVAL).exists():
        pending_check(by=None)
    unclaimed = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    waiting = HistoryCheck.objects.filter(unclaimed, finished_at__isnull=True)
    return list(waiting.values_list("pk", flat=True))


@transaction.atomic
def _claim(check_id):
    now = timezone.now()
    check = HistoryCheck.objects.select_for_update().get(pk=check_id)
    if check.finished_at is not None or (check.claimed_until is not None and check.claimed_until > now):
        return None
    check.claimed_until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    check.save(update_fields=["claimed_until"])
    return check
