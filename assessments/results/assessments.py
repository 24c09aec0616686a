"""Results of workers for assessments: levels, due dates, and when an assessor last viewed an audit."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from assessments import notices, queries
from assessments.domain.entries import Given, answers_of
from assessments.models import Assessment, ComputedLevel, Entry, Look
from assessments.templatetags.stages import DUE_DATES, due_on
from ecotown.accounts.models import User
from indicators.domain.explanation import as_document
from indicators.domain.scoring import area_level


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
    entered = queries.given_in(Entry.objects.filter(assessment__in=assessments))
    values = {assessment.pk: entered.get(assessment.pk, {}) for assessment in assessments}
    counting_values = queries.counting_of(assessments, values)
    now = timezone.now()
    computed = [
        _computed(assessment, values[assessment.pk], counting_values[assessment.pk], now)
        for assessment in assessments
    ]
    ComputedLevel.objects.bulk_create(computed, ignore_conflicts=True)
    return len(computed)


def _computed(
    assessment: Assessment, values: Mapping[str, Given], counting_values: Mapping[str, Given], now: datetime
) -> ComputedLevel:
    edition = queries.edition_of(assessment)
    entered = area_level(edition, answers_of(values, edition))
    audited = (
        entered if counting_values is values else area_level(edition, answers_of(counting_values, edition))
    )
    explanation = as_document(entered, edition)
    return ComputedLevel(
        assessment=assessment,
        revision=assessment.revision,
        level=entered.level,
        explanation=explanation,
        audited_level=audited.level,
        audited_explanation=explanation if audited is entered else as_document(audited, edition),
        computed_at=now,
    )


def remember_look(*, assessment: Assessment, user: User) -> datetime | None:
    """Store that an assessor views an audit now; return the time of the view before, None for the first."""
    previous_look = Look.objects.filter(assessment=assessment, user=user).values_list("at", flat=True).first()
    Look.objects.update_or_create(assessment=assessment, user=user, defaults={"at": timezone.now()})
    return previous_look


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


def tell_due_dates() -> None:
    """Notify the people whose turn it is that the present stage is due soon or overdue.

    Running again notifies nobody twice; a stage whose date was changed is notified anew.
    """
    last_day = timezone.localdate() + timedelta(days=settings.DUE_SOON_DAYS)
    notice_kinds = {}
    under_way = Assessment.objects.filter(status__in=DUE_DATES).select_related("area", "cycle")
    for assessment in queries.with_audit(under_way):
        day = due_on(assessment)
        if day <= last_day:
            notice_kinds[assessment] = "overdue" if day < timezone.localdate() else "due-soon"
    notices.tell_due(notice_kinds)
