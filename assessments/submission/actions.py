"""Actions of the province: submit, withdraw and resubmit an assessment."""

from django.db import transaction
from django.utils import timezone

from assessments.audit import domain as audit_domain
from assessments.audit.queries import returns
from assessments.audit.queries.assignments import is_begun
from assessments.audit.queries.returns import open_return_of
from assessments.entry import queries
from assessments.evidence.actions import check_evidence
from assessments.submission import domain
from assessments.warnings.queries import warnings
from assessments.workflow import domain as workflow_domain
from assessments.workflow.actions import lock, move, record
from assessments.workflow.domain import Step, WorkflowError
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User


@transaction.atomic
def submit(*, assessment: Assessment, declared: bool, by: User) -> Assessment:
    """Submit the assessment to the internal audit.

    It must be complete, with its warnings answered, its files examined and the declaration made. Raises
    WorkflowError: "not-now", and what `check_submission` and `check_evidence` raise.
    """
    assessment = lock(assessment)
    status = workflow_domain.target(assessment.status, Step.SUBMIT)
    shown_warnings = warnings.current_warnings_and_peers(assessment)
    domain.check_submission(
        queries.missing_codes(assessment),
        queries.unconfirmed_codes(assessment),
        shown_warnings.open_codes,
        unconfirmed_quantities=queries.unconfirmed_quantities(assessment),
        declared=declared,
    )
    check_evidence(assessment)
    # Assessors read the warnings raised now; an answer to a warning no longer raised stays in the history.
    assessment.warning_answers.exclude(pk__in=shown_warnings.answer_pks).delete()
    assessment.submitted_by, assessment.submitted_at = by, timezone.now()
    move(assessment, status, "submitted_by", "submitted_at")
    record(Event.SUBMITTED, assessment, by=by, revision=assessment.revision)
    return assessment


@transaction.atomic
def withdraw(*, assessment: Assessment, by: User) -> Assessment:
    """Withdraw a submitted assessment before an assessor has begun.

    Raises WorkflowError: "not-now", "audit-begun".
    """
    assessment = lock(assessment)
    status = workflow_domain.target(assessment.status, Step.WITHDRAW)
    domain.check_withdrawal(has_begun=is_begun(assessment))
    assessment.submitted_by = assessment.submitted_at = None
    move(assessment, status, "submitted_by", "submitted_at")
    record(Event.WITHDRAWN, assessment, by=by, revision=assessment.revision)
    return assessment


@transaction.atomic
def resubmit(*, assessment: Assessment, declared: bool, by: User) -> Assessment:
    """Resubmit the assessment to the stage that returned it, once every returned indicator is answered.

    Raises WorkflowError: "not-now", and what `check_resubmission` and `check_evidence` raise.
    """
    assessment = lock(assessment)
    open_return = open_return_of(assessment)
    if open_return is None:
        raise WorkflowError("not-now")
    status = workflow_domain.target(assessment.status, Step.RESUBMIT, returned_from=open_return.stage)
    answers = returns.return_answers(open_return)
    warned = warnings.current_warnings_and_peers(assessment).open_codes
    audit_domain.check_resubmission(
        answers, queries.missing_codes(assessment), sorted(warned), declared=declared
    )
    check_evidence(assessment)
    open_return.resubmitted_by, open_return.resubmitted_at = by, timezone.now()
    open_return.save(update_fields=["resubmitted_by", "resubmitted_at"])
    move(assessment, status)
    answered = {
        code: {"changed": answer.is_changed, "reply": answer.reply} for code, answer in answers.items()
    }
    record(Event.RESUBMITTED, assessment, by=by, revision=assessment.revision, stage=status, answers=answered)
    return assessment
