"""Actions: have a level computed again after an error."""

from django.db import transaction

from assessments.workflow.actions import ask_for_level, lock
from assessments.workflow.domain import WorkflowError
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.common.history import recording


@transaction.atomic
def retry_level(*, assessment: Assessment, by: User) -> Assessment:
    """Request the level again after an error. Raises WorkflowError("level-not-failed").

    The event stands in a separate chain, because computing again is no step of the assessment.
    """
    assessment = lock(assessment)
    if not assessment.level_error:
        raise WorkflowError("level-not-failed")
    recording.record(
        f"levels:{assessment.pk}", Event.LEVEL_RETRIED, by=by, data={"error": assessment.level_error}
    )
    ask_for_level(assessment)
    return assessment
