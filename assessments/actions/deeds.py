"""What every action on an assessment does: lock it, move it on, write the history, ask for its level."""

from django.utils import timezone

from assessments import notices, tasks
from assessments.domain.workflow import Status
from assessments.models import Assessment
from ecotown.accounts.models import User
from ecotown.common import history


def lock(assessment: Assessment) -> Assessment:
    """The assessment as it is stored now, which nobody else changes before the transaction ends."""
    return (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("cycle__framework", "area")
        .get(pk=assessment.pk)
    )


def move(assessment: Assessment, status: Status, *fields: str) -> None:
    assessment.status = status
    assessment.save(update_fields=["status", *fields])


def record(name: str, assessment: Assessment, *, by: User | None, **data: object) -> None:
    history.record(assessment.history_subject, name, by=by, data=data)
    notices.tell(name, assessment, by=by, **data)


def ask_for_level(assessment: Assessment) -> None:
    """Save the revision, and have its level computed after the commit."""
    assessment.level_asked_at = timezone.now()
    assessment.save(update_fields=["revision", "level_asked_at"])
    tasks.compute_level.delay_on_commit(assessment_id=assessment.pk, revision=assessment.revision)
