"""The province's side of a submission: taking it back, answering what was returned, submitting again."""

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
    """Take a submitted assessment back to correct it, as long as no assessor has begun."""
    assessment = lock(assessment)
    status = workflow.target(assessment.status, Step.WITHDRAW)
    workflow.check_withdrawal(has_begun=assessment.is_begun())
    assessment.submitted_by = assessment.submitted_at = None
    move(assessment, status, "submitted_by", "submitted_at")
    record("withdrawn", assessment, by=by, revision=assessment.revision)
    return assessment


@transaction.atomic
def reply_to_return(*, assessment: Assessment, replies: Mapping[str, str], by: User) -> Assessment:
    """Say, by indicator code, why a returned value stays or what was changed; an empty reply is taken back.

    Raises WorkflowError: "not-now" while nothing is returned, "not-returned" for another indicator.
    """
    assessment = lock(assessment)
    sent_back = assessment.open_return
    if sent_back is None:
        raise WorkflowError("not-now")
    returned = {
        one.verdict.indicator.code: one
        for one in sent_back.indicators.select_related("verdict__indicator").select_for_update(of=("self",))
    }
    workflow.check_unlocked(replies, returned)
    changed = {
        code: {"old": returned[code].reply, "new": text.strip()}
        for code, text in replies.items()
        if text.strip() != returned[code].reply
    }
    for code, change in changed.items():
        one = returned[code]
        one.reply = change["new"]
        one.replied_by, one.replied_at = (by, timezone.now()) if one.reply else (None, None)
        one.save(update_fields=["reply", "replied_by", "replied_at"])
    if changed:
        record("returned-replied", assessment, by=by, replies=changed)
    return assessment


@transaction.atomic
def resubmit(*, assessment: Assessment, declared: bool, by: User) -> Assessment:
    """Hand the assessment back to the stage that returned it, with everything answered.

    Raises WorkflowError: "not-now", and what `check_resubmission` and `check_evidence` say.
    """
    assessment = lock(assessment)
    sent_back = assessment.open_return
    status = workflow.target(
        assessment.status, Step.RESUBMIT, returned_from=sent_back.stage if sent_back else None
    )
    answers = queries.answers_to(sent_back)
    warned = queries.remarks_now(assessment).open_codes
    audits.check_resubmission(answers, queries.missing_codes(assessment), sorted(warned), declared=declared)
    check_evidence(assessment)
    sent_back.resubmitted_by, sent_back.resubmitted_at = by, timezone.now()
    sent_back.save(update_fields=["resubmitted_by", "resubmitted_at"])
    move(assessment, status)
    answered = {
        code: {"changed": answer.is_changed, "reply": answer.reply} for code, answer in answers.items()
    }
    record("resubmitted", assessment, by=by, revision=assessment.revision, stage=status, answers=answered)
    return assessment
