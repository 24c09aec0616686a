"""Computing and keeping the level of an assessment."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from assessments import queries
from assessments.models import Assessment, ComputedLevel
from indicators.domain.explanation import as_document
from indicators.domain.scoring import area_level

# A level takes milliseconds; one not there after this long was asked for in vain.
ASK_AGAIN_AFTER = timedelta(seconds=30)


@transaction.atomic
def compute_level(*, assessment_id: int, revision: int) -> ComputedLevel | None:
    """Store the level of this revision once; do nothing when a newer revision exists.

    The row is locked while the values are read, so they are those of the revision.
    """
    assessment = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("cycle__framework")
        .get(pk=assessment_id)
    )
    if assessment.revision != revision:
        return None
    edition = queries.edition_of(assessment)
    result = area_level(edition, queries.answers_of(queries.given_of(assessment), edition))
    computed, _ = ComputedLevel.objects.get_or_create(
        assessment=assessment,
        revision=revision,
        defaults={
            "level": result.level,
            "explanation": as_document(result, edition),
            "computed_at": timezone.now(),
        },
    )
    return computed


def claim_due_levels(limit: int = 500) -> list[tuple[int, int]]:
    """Ids and revisions whose level was asked for in vain, marked as asked for now."""
    now = timezone.now()
    with transaction.atomic():
        due = Assessment.objects.level_due(asked_before=now - ASK_AGAIN_AFTER)
        rows = list(
            due.select_for_update(of=("self",), skip_locked=True).values_list("pk", "revision")[:limit]
        )
        Assessment.objects.filter(pk__in=[pk for pk, _ in rows]).update(level_asked_at=now)
    return rows
