"""What every action on an assessment does: lock it, move it on, write the history, ask for its level."""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from assessments import notices, queries, tasks
from assessments.domain import workflow
from assessments.domain.workflow import Status, WorkflowError
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


def lock_all(assessments: Iterable[Assessment]) -> list[Assessment]:
    """These assessments in their order, locked, with their levels. Raises WorkflowError("nothing-chosen")."""
    order = [one.pk for one in assessments]
    if not order:
        raise WorkflowError("nothing-chosen")
    locked = (
        Assessment.objects.filter(pk__in=order)
        .select_for_update(of=("self",))
        .select_related("cycle", "area", "resolution")
        .with_level()
        .order_by("pk")
    )
    found = {one.pk: one for one in locked}
    return [found[pk] for pk in order]


def move(assessment: Assessment, status: Status, *fields: str) -> None:
    assessment.status = status
    assessment.save(update_fields=["status", *fields])


def record(name: str, assessment: Assessment, *, by: User | None, **data: object) -> None:
    history.record(assessment.history_subject, name, by=by, data=data)
    notices.tell(name, assessment, by=by, **data)


def record_all(name: str, about: Mapping[Assessment, Mapping[str, object]], *, by: User | None) -> None:
    """The same deed on several assessments, each with what is said of it; a constant number of queries."""
    history.record_all([(one.history_subject, name, data) for one, data in about.items()], by=by)
    notices.tell_all(name, about, by=by)


def check_evidence(assessment: Assessment) -> None:
    """Whether its files can be handed in. Raises what `workflow.check_evidence` raises."""
    unsettled = queries.unsettled_files(assessment)
    workflow.check_evidence(unsettled.unexamined, unsettled.refused_cited)


def ask_for_level(assessment: Assessment) -> None:
    """Save the revision, and have its level computed after the commit."""
    assessment.level_asked_at = timezone.now()
    assessment.save(update_fields=["revision", "level_asked_at"])
    tasks.compute_level.delay_on_commit(assessment_id=assessment.pk, revision=assessment.revision)
