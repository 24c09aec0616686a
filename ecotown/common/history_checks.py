"""Verifying every history chain in the background, once a day and when someone asks."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ecotown.common import history
from ecotown.common.models import HistoryChain, HistoryCheck, HistoryRow

logger = logging.getLogger(__name__)
EVERY = timedelta(days=1)


def asked(*, by) -> HistoryCheck:
    """The check that waits to be made, a new one when none does: one serves all who ask."""
    waiting = HistoryCheck.objects.filter(finished_at__isnull=True).first()
    return waiting or HistoryCheck.objects.create(asked_by=by, asked_at=timezone.now())


def run(*, check_id: int) -> HistoryCheck | None:
    """Verify every chain and keep what was found; None when it is done or in another worker's hands."""
    claimed = _claim(check_id)
    if claimed is None:
        return None
    found = [[one.subject, one.sequence, one.reason] for one in history.breaks()]
    for subject, sequence, reason in found:
        logger.error("history of %s is broken at row %s: %s", subject, sequence, reason)
    facts = {
        "finished_at": timezone.now(),
        "chains": HistoryChain.objects.count(),
        "links": HistoryRow.objects.count(),
        "breaks": found,
    }
    mine = HistoryCheck.objects.filter(
        pk=check_id, finished_at__isnull=True, claimed_until=claimed.claimed_until
    )
    return HistoryCheck.objects.get(pk=check_id) if mine.update(**facts) else None


def due(now: datetime) -> list[int]:
    """Ids of the checks whose message was lost or whose worker died, and that of the day."""
    if not HistoryCheck.objects.filter(asked_at__gt=now - EVERY).exists():
        asked(by=None)
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
