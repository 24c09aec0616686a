"""Computing the levels of assessments, also of those whose task was lost."""

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
from indicators.criteria.domain.result_document import result_document
from indicators.criteria.domain.scoring import area_level


def compute_level(*, assessment_id: int, revision: int) -> ComputedLevel | None:
    """Store the levels of this revision once and return the row; None when a newer revision replaced it.

    Typing leaves many tasks for old revisions: they are skipped without a lock.
    """
    if Assessment.objects.filter(pk=assessment_id, revision=revision).exists():
        compute_levels({assessment_id: revision})
    return ComputedLevel.objects.filter(assessment=assessment_id, revision=revision).first()


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


def claim_due_levels(limit: int = 500) -> list[tuple[int, int]]:
    """Return ids and revisions whose level is missing since the last sweep, and mark them as requested now.

    A level takes milliseconds, so a task that has not stored it between two sweeps was lost.
    """
    now = timezone.now()
    with transaction.atomic():
        due = Assessment.objects.level_due(asked_before=now - timedelta(seconds=settings.SWEEP_SECONDS))
        rows = list(
            due.select_for_update(of=("self",), skip_locked=True).values_list("pk", "revision")[:limit]
        )
        Assessment.objects.filter(pk__in=[pk for pk, _ in rows]).update(level_asked_at=now)
    return rows
