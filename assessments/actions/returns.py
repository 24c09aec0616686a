"""Actions of the province after submission: withdraw, reply to a return, resubmit."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from assessments import queries
from assessments.actions.deeds import check_evidence, lock, move, record
from assessments.domain import audits, workflow
from assessments.domain.workflow import Step, WorkflowError
from assessments.models import Assessment
from ecotown.accounts.models import User


@transaction.atomic
def withdraw(*, assessment: Assessment, by: User) -> Assessment:
    """Withdraw a submitted assessment before an assessor has begun.

    Raises WorkflowError: "not-now", "audit-begun".
    """
    assessment = lock(assessment)
    status = workflow.target(assessment.status, Step.WITHDRAW)
    workflow.check_withdrawal(has_begun=assessment.is_begun())
    assessment.submitted_by = assessment.submitted_at = None
    move(assessment, status, "submitted_by", "submitted_at")
    record("withdrawn", assessment, by=by, revision=assessment.revision)
    return assessment


@transaction.atomic
def reply_to_return(*, assessment: Assessment, replies: Mapping[str, str], by: User) -> Assessment:
    """Store the province's replies on returned indicators, by code; an empty text removes the reply.

    A reply says why a value stays or what was changed. Raises WorkflowError: "not-now" while nothing is
    returned, "not-returned" for an indicator outside the open return.
    """
    assessment = lock(assessment)
    open_return = assessment.open_return
    if open_return is None:
        raise WorkflowError("not-now")
    returned = {
        item.verdict.indicator.code: item
        for item in open_return.indicators.select_related("verdict__indicator").select_for_update(
            of=("self",)
        )
    }
    workflow.check_unlocked(replies, returned)
    changed = {
        code: {"old": returned[code].reply, "new": text.strip()}
        for code, text in replies.items()
        if text.strip() != returned[code].reply
    }
    for code, change in changed.items():
        item = returned[code]
        item.reply = change["new"]
        item.replied_by, item.replied_at = (by, timezone.now()) if item.reply else (None, None)
        item.save(update_fields=["reply", "replied_by", "replied_at"])
    if changed:
        record("returned-replied", assessment, by=by, replies=changed)
    return assessment


@transaction.atomic
def resubmit(*, assessment: Assessment, declared: bool, by: User) -> Assessment:
    """Resubmit the assessment to the stage that returned it, once every returned indicator is answered.

    Raises WorkflowError: "not-now", and what `check_resubmission` and `check_evidence` raise.
    """
    assessment = lock(assessment)
    open_return = assessment.open_return
    status = workflow.target(
        assessment.status, Step.RESUBMIT, returned_from=open_return.stage if open_return else None
    )
    answers = queries.answers_to(open_return)
    warned = queries.remarks_now(assessment).open_codes
    audits.check_resubmission(answers, queries.missing_codes(assessment), sorted(warned), declared=declared)
    check_evidence(assessment)
    open_return.resubmitted_by, open_return.resubmitted_at = by, timezone.now()
    open_return.save(update_fields=["resubmitted_by", "resubmitted_at"])
    move(assessment, status)
    answered = {
        code: {"changed": answer.is_changed, "reply": answer.reply} for code, answer in answers.items()
    }
    record("resubmitted", assessment, by=by, revision=assessment.revision, stage=status, answers=answered)
    return assessment
