"""What every action on an assessment does: lock it, move it on, record the event, ask for its level."""

from collections.abc import Iterable

from django.utils import timezone

from assessments.workflow import notices
from assessments.workflow.domain import Status, WorkflowError
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.common.queue.hints import send_on_commit


def lock(assessment: Assessment) -> Assessment:
    """Return the stored assessment, locked until the transaction ends."""
    return (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("cycle__framework__plausibility", "area")
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


def record(event: Event, assessment: Assessment, *, by: User | None, **data: object) -> None:
    """Record an event in the history of the assessment and notify the people concerned."""
    recording.record(assessment.history_subject, event, by=by, data=data)
    notices.notify(event, assessment, by=by, **data)


def record_all(event: Event, event_data: notices.EventData, *, by: User | None) -> None:
    """Record the same event on several assessments with the data of each; constant queries."""
    recording.record_all(
        [(assessment.history_subject, event, data) for assessment, data in event_data.items()], by=by
    )
    notices.notify_all(event, event_data, by=by)


def ask_for_level(assessment: Assessment) -> None:
    """Save the revision, which has no level yet, and request its level from a worker after the commit."""
    assessment.level_asked_at, assessment.level_attempts, assessment.level_error = timezone.now(), 0, ""
    assessment.computed_level = assessment.entered_level = None
    assessment.save(update_fields=["revision", "level_asked_at", "level_attempts", "level_error"])
    # The level counts audited values, so its task stands above the audits.
    send_on_commit("assessments.compute_level", assessment_id=assessment.pk, revision=assessment.revision)
