"""Actions: assign assessors to audits, take an audit, begin it, recuse oneself."""

from typing import cast

from django.db import transaction
from django.utils import timezone

from assessments.audit.models.assignments import Assignment
from assessments.audit.queries.assignments import assignment_of, current_assignment, participants_of
from assessments.audit.queries.returns import open_return_of
from assessments.workflow import domain
from assessments.workflow.actions import lock, record
from assessments.workflow.domain import STAGES, Status, WorkflowError
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.common.thai.typed_text import visible_text


@transaction.atomic
def assign(
    *, assessment: Assessment, stage: Status, assessor: User, reason: str = "", by: User
) -> Assignment:
    """Assign an audit to an assessor; replacing another assessor needs a reason.

    Raises WorkflowError: "no-assessor", "stage-closed", "own-entries", "both-audits", "assigned-already",
    "assignment-reason-missing".
    """
    assessment = lock(assessment)
    if not (assessor.is_active and assessor.is_assessor):
        raise WorkflowError("no-assessor")
    _check_open(assessment, stage)
    _check_duties(assessment, assessor, stage)
    current = assignment_of(assessment, stage)
    if current and current.assessor_id == assessor.pk:
        raise WorkflowError("assigned-already")
    if current:
        _end(current, reason, by=by)
    assignment = _begin(assessment, stage, assessor, by=by)
    event_data = {"stage": stage, "assessor": assessor.pk, "assessor_name": str(assessor)}
    if current:
        event_data |= {"instead_of": current.assessor_id, "reason": reason.strip()}
    record(Event.REASSIGNED if current else Event.ASSIGNED, assessment, by=by, **event_data)
    return assignment


@transaction.atomic
def take_on(*, assessment: Assessment, by: User) -> Assignment:
    """Assign the present, unassigned audit to `by` and begin it.

    Raises WorkflowError: "not-now" when the assessment is in no audit, "both-audits", and what
    `check_taking` raises.
    """
    assessment = lock(assessment)
    if assessment.status not in STAGES:
        raise WorkflowError("not-now")
    stage, current = Status(assessment.status), current_assignment(assessment)
    domain.check_taking(
        by.pk, current.assessor_id if current else None, participants_of(assessment), stage=stage
    )
    _check_other_assignment(assessment, by, stage)
    assignment = _begin(assessment, stage, by, by=by)
    assignment.begun_at = timezone.now()
    assignment.save(update_fields=["begun_at"])
    record(Event.TAKEN_ON, assessment, by=by, stage=stage)
    return assignment


@transaction.atomic
def begin_audit(*, assessment: Assessment, by: User) -> Assignment:
    """Begin an assigned audit, after which the province cannot withdraw; do nothing when it is begun.

    Raises what `check_assessor` raises.
    """
    assessment = lock(assessment)
    return begin(check_assessor(assessment, by=by), assessment, by=by)


@transaction.atomic
def begin(assignment: Assignment, assessment: Assessment, *, by: User) -> Assignment:
    """Begin the audit of an `assignment` out of `check_assessor`; do nothing when it is begun."""
    if assignment.begun_at is None:
        assignment.begun_at = timezone.now()
        assignment.save(update_fields=["begun_at"])
        record(Event.AUDIT_BEGUN, assessment, by=by, stage=assignment.stage)
    return assignment


@transaction.atomic
def recuse(*, assessment: Assessment, stage: Status, reason: str, by: User) -> None:
    """End the assignment of `by` with a reason; an administrator assigns another assessor.

    Raises WorkflowError: "stage-closed", "not-assigned", "other-assessor", "assignment-reason-missing".
    """
    assessment = lock(assessment)
    _check_open(assessment, stage)
    current = assignment_of(assessment, stage)
    _end(_assigned_to(by, current), reason, by=by)
    record(Event.RECUSED, assessment, by=by, stage=stage, reason=reason.strip())


@transaction.atomic
def release(*, assessment: Assessment, stage: Status, reason: str, by: User) -> None:
    """End the assignment of an assessor who leaves, with a reason; an administrator assigns another one.

    Raises WorkflowError: "stage-closed", "not-assigned", "assignment-reason-missing".
    """
    assessment = lock(assessment)
    _check_open(assessment, stage)
    current = assignment_of(assessment, stage)
    if current is None:
        raise WorkflowError("not-assigned")
    _end(current, reason, by=by)
    facts = {"assessor": current.assessor_id, "assessor_name": str(current.assessor)}
    record(Event.RELEASED, assessment, by=by, stage=stage, reason=reason.strip(), **facts)


def check_assessor(assessment: Assessment, *, by: User) -> Assignment:
    """Return the assignment of the present stage, which must be that of `by`.

    Raises WorkflowError: "not-now", "not-assigned", "other-assessor", "own-entries", "both-audits".
    """
    if assessment.status not in STAGES:
        raise WorkflowError("not-now")
    assignment = _assigned_to(by, current_assignment(assessment))
    domain.check_audit(by.pk, participants_of(assessment), stage=assessment.status)
    return assignment


def _assigned_to(assessor: User, current: Assignment | None) -> Assignment:
    domain.check_assigned(assessor.pk, current.assessor_id if current else None)
    return cast("Assignment", current)  # `check_assigned` has raised when there is none


def _check_open(assessment: Assessment, stage: Status) -> None:
    open_return = open_return_of(assessment)
    returned_from = open_return.stage if open_return else None
    if stage not in domain.open_stages(assessment.status, returned_from=returned_from):
        raise WorkflowError("stage-closed")


def _check_duties(assessment: Assessment, assessor: User, stage: Status) -> None:
    domain.check_audit(assessor.pk, participants_of(assessment), stage=stage)
    _check_other_assignment(assessment, assessor, stage)


def _check_other_assignment(assessment: Assessment, assessor: User, stage: Status) -> None:
    other_assignments = assessment.assignments.filter(ended_at__isnull=True, assessor=assessor).exclude(
        stage=stage
    )
    if other_assignments.exists():
        raise WorkflowError("both-audits")


def _begin(assessment: Assessment, stage: Status, assessor: User, *, by: User) -> Assignment:
    return Assignment.objects.create(
        assessment=assessment, stage=stage, assessor=assessor, assigned_by=by, assigned_at=timezone.now()
    )


def _end(assignment: Assignment, reason: str, *, by: User) -> None:
    if not visible_text(reason):
        raise WorkflowError("assignment-reason-missing")
    assignment.ended_by, assignment.ended_at, assignment.reason = by, timezone.now(), reason.strip()
    assignment.save(update_fields=["ended_by", "ended_at", "reason"])
