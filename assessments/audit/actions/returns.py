"""Returning indicators for correction, and the reply of the province."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from assessments.audit.actions.assignments import check_assessor
from assessments.audit.models.returns import Return, ReturnedItem
from assessments.audit.queries import audits
from assessments.audit.queries.returns import open_return_of
from assessments.workflow import domain
from assessments.workflow.actions import lock, move, record
from assessments.workflow.domain import Status, Step, WorkflowError
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User

LONGEST_RETURN = timedelta(days=366)


@transaction.atomic
def return_for_correction(*, assessment: Assessment, due_on: date, by: User) -> Return:
    """Return the indicators with a verdict to return, each with its reason; the others stay locked.

    `due_on` is today or later, at most 366 days. Raises WorkflowError: "not-now", "nothing-to-return",
    "due-date", and what `check_assessor` raises.
    """
    assessment = lock(assessment)
    stage = Status(assessment.status)
    status = domain.target(stage, Step.RETURN)
    check_assessor(assessment, by=by)
    audit = audits.audit_of(assessment)
    codes = audit.to_return(stage)
    if not codes:
        raise WorkflowError("nothing-to-return")
    if not timezone.localdate() <= due_on <= timezone.localdate() + LONGEST_RETURN:
        raise WorkflowError("due-date")
    new_return = Return.objects.create(
        assessment=assessment,
        number=audit.round,
        stage=stage,
        due_on=due_on,
        returned_by=by,
        returned_at=timezone.now(),
    )
    verdicts = [audit.indicator_audits[code].in_force[stage] for code in codes]
    ReturnedItem.objects.bulk_create(
        ReturnedItem(returned_in=new_return, verdict=verdict) for verdict in verdicts
    )
    move(assessment, status)
    reasons = {code: verdict.reason for code, verdict in zip(codes, verdicts, strict=True)}
    record(
        Event.RETURNED,
        assessment,
        by=by,
        stage=stage,
        round=audit.round,
        due_on=due_on.isoformat(),
        returned=reasons,
    )
    return new_return


@transaction.atomic
def reply_to_return(*, assessment: Assessment, replies: Mapping[str, str], by: User) -> Assessment:
    """Store the province's replies on returned indicators, by code; an empty text removes the reply.

    A reply says why a value stays or what was changed. Raises WorkflowError: "not-now" while nothing is
    returned, "not-returned" for an indicator outside the open return.
    """
    assessment = lock(assessment)
    open_return = open_return_of(assessment)
    if open_return is None:
        raise WorkflowError("not-now")
    returned = {
        item.verdict.indicator.code: item
        for item in open_return.items.select_related("verdict__indicator").select_for_update(of=("self",))
    }
    domain.check_unlocked(replies, returned)
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
        record(Event.RETURNED_REPLIED, assessment, by=by, replies=changed)
    return assessment
