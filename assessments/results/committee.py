"""Rendering the minutes of a meeting as often as they were asked for, whatever happens to the workers."""

import contextlib
import hashlib
import logging
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from assessments import documents
from assessments.models import Minutes

logger = logging.getLogger(__name__)


def render_minutes(*, minutes_id: int) -> bool:
    """Make the file of minutes; True when this call made it.

    False when nothing is to be done, another worker holds the claim, or they were asked for again meanwhile.
    """
    minutes = _claim(minutes_id)
    if minutes is None:
        return False
    try:
        content = documents.minutes_pdf(minutes)
    except (OperationalError, InterfaceError):
        # The database was away, which says nothing about the minutes: let the retry take them up at once.
        with contextlib.suppress(OperationalError, InterfaceError):
            _held(minutes).update(claimed_until=None)
        raise
    except Exception as error:
        logger.exception("the minutes of meeting %s could not be rendered", minutes.meeting)
        failed = f"{type(error).__name__}: {error}"
        _held(minutes).update(state=Minutes.State.FAILED, error=failed, claimed_until=None)
        return False
    return _store(minutes, content)


def claim_due_minutes(limit: int = 200) -> list[int]:
    """Ids of minutes whose rendering was asked for in vain, marked as asked for now."""
    now = timezone.now()
    asked_before = now - timedelta(seconds=settings.CLAIM_SECONDS)
    with transaction.atomic():
        due = Minutes.objects.rendering_due(now, asked_before).select_for_update(skip_locked=True)
        found = list(due.values_list("pk", flat=True)[:limit])
        Minutes.objects.filter(pk__in=found).update(asked_at=now)
    return found


@transaction.atomic
def _claim(minutes_id):
    rows = Minutes.objects.select_for_update(of=("self",)).select_related("meeting")
    minutes = rows.filter(pk=minutes_id, state=Minutes.State.WAITING).first()
    now = timezone.now()
    if minutes is None or (minutes.claimed_until is not None and minutes.claimed_until > now):
        return None
    minutes.claimed_until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    minutes.save(update_fields=["claimed_until"])
    return minutes


def _held(claimed):
    """The row while this worker holds it; asking again takes the claim away."""
    return Minutes.objects.filter(
        pk=claimed.pk, state=Minutes.State.WAITING, claimed_until=claimed.claimed_until
    )


def _store(claimed, content):
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        minutes = _held(claimed).select_for_update().first()
        if minutes is None:
            return False
        minutes.file.save(f"{claimed.meeting_id}/{sha256}.pdf", ContentFile(content), save=False)
        minutes.sha256, minutes.state, minutes.claimed_until = sha256, Minutes.State.READY, None
        minutes.save(update_fields=["file", "sha256", "state", "claimed_until"])
    return True
