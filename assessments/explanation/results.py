"""Computing the levels of assessments, also of those whose task was lost."""

import contextlib
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from assessments.audit.queries import audits
from assessments.entry import queries as entry_queries
from assessments.entry.domain.values import EntryValue, answers_of
from assessments.entry.models import Entry
from assessments.workflow import queries as workflow_queries
from assessments.workflow.models import Assessment, ComputedLevel
from ecotown.common.queue.hints import DATABASE_ERRORS
from ecotown.common.queue.work_rows import LOST, MAX_ATTEMPTS, UNEXPECTED
from indicators.criteria.domain.result_document import result_document
from indicators.criteria.domain.scoring import area_level

logger = logging.getLogger(__name__)


def compute_level(*, assessment_id: int, revision: int) -> ComputedLevel | None:
    """Store the levels of this revision once and return the row; None when a newer revision replaced it.

    Typing leaves many tasks for old revisions: they are skipped without a lock. An error is stored with the
    assessment. Attempts are counted from the second one on: nearly every level has only the first.
    """
    asked = Assessment.objects.filter(pk=assessment_id, revision=revision, level_attempts__lt=MAX_ATTEMPTS)
    attempts = asked.values_list("level_attempts", flat=True).first()
    if attempts:
        asked.update(level_attempts=attempts + 1)
    try:
        if attempts is not None:
            compute_levels({assessment_id: revision})
    except DATABASE_ERRORS:
        with contextlib.suppress(*DATABASE_ERRORS):
            asked.update(level_attempts=attempts)
        raise
    except Exception:
        logger.exception("the level of assessment %s could not be computed", assessment_id)
        asked.update(level_error=UNEXPECTED)
    return ComputedLevel.objects.filter(assessment=assessment_id, revision=revision).first()


def compute_overdue_levels() -> list[tuple[int, int]]:
    """Compute the levels whose task was lost, in one batch.

    Return ids and revisions of those that are to be computed alone: lost in a batch, or in a batch that
    failed. A level that was lost three times is given up.
    """
    overdue = _take_overdue_levels()
    together = {pk: revision for pk, revision, attempts in overdue if attempts == 0}
    alone = [(pk, revision) for pk, revision, attempts in overdue if 0 < attempts < MAX_ATTEMPTS]
    lost = [pk for pk, _, attempts in overdue if attempts >= MAX_ATTEMPTS]
    if lost:
        logger.error("the levels of the assessments %s were lost %s times", lost, MAX_ATTEMPTS)
        Assessment.objects.filter(pk__in=lost).update(level_error=LOST)
    # Counted before it is tried: a level that kills its worker must not come into a batch again.
    counted = Assessment.objects.filter(pk__in=together)
    counted.update(level_attempts=1)
    try:
        compute_levels(together)
    except DATABASE_ERRORS:
        with contextlib.suppress(*DATABASE_ERRORS):
            counted.update(level_attempts=0)
        raise
    except Exception:
        logger.warning("a batch of %s levels is computed one by one", len(together), exc_info=True)
        alone += together.items()
    return alone


@transaction.atomic
def compute_levels(revisions: Mapping[int, int]) -> int:
    """Store the levels of these revisions (by assessment id), each once, and return how many were computed.

    Assessments with a newer revision are skipped. The rows are locked while values and verdicts are read, so
    that they belong to the revision. Nine queries besides the editions, for any number of assessments.
    """
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("cycle__framework")
    assessments = [
        assessment
        for assessment in rows.filter(pk__in=revisions).order_by("pk")
        if assessment.revision == revisions[assessment.pk]
    ]
    entered = entry_queries.entered_values_in(Entry.objects.filter(assessment__in=assessments))
    values = {assessment.pk: entered.get(assessment.pk, {}) for assessment in assessments}
    counting_values = audits.counted_values(assessments, values)
    now = timezone.now()
    computed = [
        _computed(assessment, values[assessment.pk], counting_values[assessment.pk], now)
        for assessment in assessments
    ]
    ComputedLevel.objects.bulk_create(computed, ignore_conflicts=True)
    return len(computed)


def _computed(
    assessment: Assessment,
    values: Mapping[str, EntryValue],
    counting_values: Mapping[str, EntryValue],
    now: datetime,
) -> ComputedLevel:
    edition = workflow_queries.edition_of(assessment)
    entered = area_level(edition, answers_of(values, edition))
    audited = (
        entered if counting_values is values else area_level(edition, answers_of(counting_values, edition))
    )
    explanation = result_document(entered, edition)
    return ComputedLevel(
        assessment=assessment,
        revision=assessment.revision,
        level=entered.level,
        explanation=explanation,
        audited_level=audited.level,
        audited_explanation=explanation if audited is entered else result_document(audited, edition),
        computed_at=now,
    )


@transaction.atomic
def _take_overdue_levels(limit: int = 500) -> list[tuple[int, int, int]]:
    """Return ids, revisions and attempts of levels missing since the last sweep, marked as requested now.

    A level takes milliseconds, so a task that has not stored it between two sweeps was lost.
    """
    now = timezone.now()
    due = Assessment.objects.level_due(asked_before=now - timedelta(seconds=settings.SWEEP_SECONDS))
    locked = due.select_for_update(of=("self",), skip_locked=True)
    rows = list(locked.values_list("pk", "revision", "level_attempts")[:limit])
    Assessment.objects.filter(pk__in=[pk for pk, *_ in rows]).update(level_asked_at=now)
    return rows
