"""Steps shared by the actions on an assessment: lock, change status, record events, request the level."""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from assessments import notices, queries, tasks
from assessments.domain import workflow
from assessments.domain.workflow import Status, WorkflowError
from assessments.models import Assessment
from ecotown.accounts.models import User
from ecotown.common import history


def lock(assessment: Assessment) -> Assessment:
    """Return the stored assessment, locked until the transaction ends."""
    return (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("cycle__framework", "area")
        .get(pk=assessment.pk)
    )


def lock_all(assessments: Iterable[Assessment]) -> list[Assessment]:
    """Return the assessments in the given order, locked, with their levels.

    Raises WorkflowError("nothing-chosen") when there are none.
    """
    pks = [assessment.pk for assessment in assessments]
    if not pks:
        raise WorkflowError("nothing-chosen")
    locked = (
        Assessment.objects.filter(pk__in=pks)
        .select_for_update(of=("self",))
        .select_related("cycle", "area", "resolution")
        .with_level()
        .order_by("pk")
    )
    locked_by_pk = {assessment.pk: assessment for assessment in locked}
    return [locked_by_pk[pk] for pk in pks]


def move(assessment: Assessment, status: Status, *fields: str) -> None:
    """Set the status and save it, with the other changed `fields`."""
    assessment.status = status
    assessment.save(update_fields=["status", *fields])


def record(name: str, assessment: Assessment, *, by: User | None, **data: object) -> None:
    """Record an event in the history of the assessment and notify the people concerned."""
    history.record(assessment.history_subject, name, by=by, data=data)
    notices.tell(name, assessment, by=by, **data)


def record_all(name: str, event_data: Mapping[Assessment, Mapping[str, object]], *, by: User | None) -> None:
    """Record the event `name` on several assessments with the data of each; constant queries."""
    history.record_all(
        [(assessment.history_subject, name, data) for assessment, data in event_data.items()], by=by
    )
    notices.tell_all(name, event_data, by=by)


def check_evidence(assessment: Assessment) -> None:
    """Raise what `workflow.check_evidence` raises when the files cannot be submitted."""
    files = queries.unsettled_files(assessment)
    workflow.check_evidence(files.unexamined, files.refused_cited)


def ask_for_level(assessment: Assessment) -> None:
    """Save the revision and request its level from a worker after the commit."""
    assessment.level_asked_at = timezone.now()
    assessment.save(update_fields=["revision", "level_asked_at"])
    tasks.compute_level.delay_on_commit(assessment_id=assessment.pk, revision=assessment.revision)
