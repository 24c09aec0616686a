"""What workers find out about assessments: their level, which dates have come."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from assessments import notices, queries
from assessments.domain.entries import answers_of
from assessments.models import Assessment, ComputedLevel, Entry, Look
from assessments.templatetags.stages import DUE_DATES, due_on
from ecotown.accounts.models import User
from indicators.domain.explanation import as_document
from indicators.domain.scoring import area_level


def compute_level(*, assessment_id: int, revision: int) -> ComputedLevel | None:
    """Store the levels of this revision once; the stored row, None when a newer revision came before it.

    An officer who types leaves many old messages behind: they are passed over without locking anything.
    """
    if Assessment.objects.filter(pk=assessment_id, revision=revision).exists():
        compute_levels({assessment_id: revision})
    return ComputedLevel.objects.filter(assessment=assessment_id, revision=revision).first()


@transaction.atomic
def compute_levels(revisions: Mapping[int, int]) -> int:
    """Store the levels of these revisions, by the id of the assessment, each once; how many were computed.

    Those of which a newer revision exists are left alone. The rows are locked while values and verdicts
    are read, so they are those of the revision. Nine queries besides the editions, for any number.
    """
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("cycle__framework")
    assessments = [
        one for one in rows.filter(pk__in=revisions).order_by("pk") if one.revision == revisions[one.pk]
    ]
    entered = queries.given_in(Entry.objects.filter(assessment__in=assessments))
    given = {one.pk: entered.get(one.pk, {}) for one in assessments}
    counting = queries.counting_of(assessments, given)
    now = timezone.now()
    computed = [_computed(one, given[one.pk], counting[one.pk], now) for one in assessments]
    ComputedLevel.objects.bulk_create(computed, ignore_conflicts=True)
    return len(computed)


def _computed(assessment, given, counting, now):
    edition = queries.edition_of(assessment)
    entered = area_level(edition, answers_of(given, edition))
    audited = entered if counting is given else area_level(edition, answers_of(counting, edition))
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
    """Keep that an assessor looks at an audit now; when they looked before."""
    before = Look.objects.filter(assessment=assessment, user=user).values_list("at", flat=True).first()
    Look.objects.update_or_create(assessment=assessment, user=user, defaults={"at": timezone.now()})
    return before


def claim_due_levels(limit: int = 500) -> list[tuple[int, int]]:
    """Ids and revisions whose level was asked for in vain, marked as asked for now.

    A level takes milliseconds: one that is not there from one sweep to the next was asked for in vain.
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
    """Tell those whose turn it is that the present stage ends within days, or is overdue.

    Running again tells nobody twice; a stage whose date was moved is told anew.
    """
    last = timezone.localdate() + timedelta(days=settings.DUE_SOON_DAYS)
    kinds = {}
    under_way = Assessment.objects.filter(status__in=DUE_DATES).select_related("area", "cycle")
    for assessment in queries.with_audit(under_way):
        day = due_on(assessment)
        if day <= last:
            kinds[assessment] = "overdue" if day < timezone.localdate() else "due-soon"
    notices.tell_due(kinds)
