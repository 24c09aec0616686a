"""Actions of the committee: grant levels, send assessments back, publish results."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from assessments.audit.actions.verdicts import check_finished, stated
from assessments.audit.domain import Statement
from assessments.audit.queries.assignments import participants_of
from assessments.committee import domain as committee_domain
from assessments.committee import queries
from assessments.committee.actions.meetings import lock_meeting
from assessments.committee.domain import Outcome
from assessments.committee.models.meetings import AgendaItem, Meeting
from assessments.committee.models.resolutions import Reconsideration, Resolution
from assessments.workflow import domain as workflow_domain
from assessments.workflow.actions import lock, lock_all, move, record, record_all
from assessments.workflow.domain import Participants, Status, Step, WorkflowError
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from assessments.workflow.queries import check_apart
from ecotown.accounts.models import User
from ecotown.common.thai.typed_text import visible_text


@transaction.atomic
def recommend(*, assessment: Assessment, statement: Statement | None = None, by: User) -> Assessment:
    """Finish the external audit and recommend the assessment to the committee.

    `statement` is what the assessor was told; its exceptions are recorded. Raises WorkflowError: "not-now",
    "not-reconsidered" when the committee sent it back and the assessor neither changed anything nor answered,
    and what `check_assessor` and `check_completion` raise.
    """
    assessment = lock(assessment)
    status = workflow_domain.target(assessment.status, Step.RECOMMEND)
    check_finished(assessment, by=by)
    if reconsideration := queries.open_reconsideration(assessment):
        committee_domain.check_reconsidered(
            is_touched=queries.is_audited_since(reconsideration), reply=reconsideration.reply
        )
    assessment.recommended_by, assessment.recommended_at = by, timezone.now()
    move(assessment, status, "recommended_by", "recommended_at")
    record(Event.RECOMMENDED, assessment, by=by, revision=assessment.revision, **stated(statement))
    return assessment


@transaction.atomic
def resolve(*, assessment: Assessment, granted_level: int, reason: str = "", by: User) -> Resolution:
    """Record the level granted at the meeting on whose agenda the assessment is.

    A level that differs from the computed one needs a reason. Raises WorkflowError: "not-now",
    "not-on-agenda", "meeting-date", "own-recommendation", "level-pending", "reason-missing".
    """
    assessment = _lock_at_meeting(assessment)
    status = workflow_domain.target(assessment.status, Step.RESOLVE)
    item = _sitting_item(assessment)
    computed_level = committee_domain.check_recording(
        by.pk, participants_of(assessment), computed_level=_computed_level(assessment)
    )
    committee_domain.check_granted(granted_level, computed_level=computed_level, reason=reason)
    resolution = Resolution.objects.create(
        assessment=assessment,
        meeting=item.meeting,
        computed_level=computed_level,
        granted_level=granted_level,
        reason=reason.strip() if granted_level != computed_level else "",
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    _decide(item, Outcome.GRANTED, computed_level)
    assessment.resolution = resolution
    move(assessment, status, "resolution")
    record(Event.RESOLVED, assessment, by=by, **_resolution_event_data(resolution, item.meeting))
    return resolution


@transaction.atomic
def resolve_all(*, meeting: Meeting, by: User) -> list[Resolution]:
    """Grant the computed level to every waiting agenda item, all or none, with constant queries.

    Raises WorkflowError: "meeting-closed", "nothing-on-agenda", and what `resolve` raises for any item.
    """
    meeting = lock_meeting(meeting)
    committee_domain.check_open(is_closed=meeting.is_closed)
    items = list(meeting.items.filter(outcome=Outcome.WAITING).select_related("assessment"))
    if not items:
        raise WorkflowError("nothing-on-agenda")
    locked = lock_all(item.assessment for item in items)
    assessments = {assessment.pk: assessment for assessment in locked}
    now, resolutions = timezone.now(), []
    for item in items:
        assessment = assessments[item.assessment_id]
        assessment.status = workflow_domain.target(assessment.status, Step.RESOLVE)
        queries.check_meeting(assessment, meeting)
        participants = Participants(recommended_by=assessment.recommended_by_id)
        computed_level = committee_domain.check_recording(
            by.pk, participants, computed_level=assessment.computed_level
        )
        item.outcome, item.decided_at = Outcome.GRANTED, now
        item.computed_level = computed_level
        resolutions.append(
            Resolution(
                assessment=assessment,
                meeting=meeting,
                computed_level=computed_level,
                granted_level=computed_level,
                recorded_by=by,
                recorded_at=now,
            )
        )
    resolutions = Resolution.objects.bulk_create(resolutions)
    for resolution in resolutions:
        resolution.assessment.resolution = resolution
    AgendaItem.objects.bulk_update(items, ["outcome", "decided_at", "computed_level"])
    Assessment.objects.bulk_update(assessments.values(), ["status", "resolution"])
    event_data = {
        resolution.assessment: _resolution_event_data(resolution, meeting) for resolution in resolutions
    }
    record_all(Event.RESOLVED, event_data, by=by)
    return resolutions


@transaction.atomic
def withdraw_resolution(*, assessment: Assessment, reason: str, by: User) -> Resolution:
    """Withdraw a resolution that was recorded wrongly; its agenda item waits for a resolution again.

    The withdrawn resolution is kept. Raises WorkflowError: "not-now", "withdrawal-reason-missing", and what
    `check_withdrawing` raises.
    """
    assessment = _lock_at_meeting(assessment)
    status = workflow_domain.target(assessment.status, Step.WITHDRAW_RESOLUTION)
    resolution = queries.resolution_of(assessment)
    meeting = lock_meeting(resolution.meeting)
    queries.check_withdrawing(assessment, meeting, by=by)
    committee_domain.check_withdrawal_reason(reason)
    resolution.withdrawn_by, resolution.withdrawn_at = by, timezone.now()
    resolution.withdrawal_reason = reason.strip()
    resolution.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawal_reason"])
    assessment.resolution = None
    move(assessment, status, "resolution")
    item = meeting.items.get(assessment=assessment)
    item.outcome, item.decided_at, item.computed_level = Outcome.WAITING, None, None
    item.save(update_fields=["outcome", "decided_at", "computed_level"])
    event_data = _resolution_event_data(resolution, meeting) | {"reason": resolution.withdrawal_reason}
    record(Event.RESOLUTION_WITHDRAWN, assessment, by=by, **event_data)
    return resolution


@transaction.atomic
def send_back(*, assessment: Assessment, reason: str, by: User) -> Reconsideration:
    """Send an assessment back to the external audit, with the committee's reason.

    Verdicts and assignment stay; the assessor can recommend again after changing something or answering.
    Raises WorkflowError: "not-now", "not-on-agenda", "meeting-date", "own-recommendation", "level-pending",
    "send-back-reason-missing".
    """
    assessment = _lock_at_meeting(assessment)
    status = workflow_domain.target(assessment.status, Step.SEND_BACK)
    item = _sitting_item(assessment)
    computed_level = committee_domain.check_recording(
        by.pk, participants_of(assessment), computed_level=_computed_level(assessment)
    )
    committee_domain.check_sending_back(reason)
    reconsideration = Reconsideration.objects.create(
        assessment=assessment,
        meeting=item.meeting,
        reason=reason.strip(),
        sent_back_by=by,
        sent_back_at=timezone.now(),
    )
    _decide(item, Outcome.SENT_BACK, computed_level, reason=reason.strip())
    assessment.recommended_by = assessment.recommended_at = None
    move(assessment, status, "recommended_by", "recommended_at")
    record(Event.SENT_BACK, assessment, by=by, meeting_number=item.meeting.number, reason=reason.strip())
    return reconsideration


@transaction.atomic
def answer_committee(*, assessment: Assessment, reply: str, by: User) -> Reconsideration:
    """Store the assessor's answer to the committee's reason for sending the assessment back.

    Raises WorkflowError: "not-now", "empty-text".
    """
    assessment = lock(assessment)
    reconsideration = queries.open_reconsideration(assessment)
    if reconsideration is None or assessment.status != Status.EXTERNAL_AUDIT:
        raise WorkflowError("not-now")
    if not visible_text(reply):
        raise WorkflowError("empty-text")
    reconsideration.reply = reply.strip()
    reconsideration.replied_by, reconsideration.replied_at = by, timezone.now()
    reconsideration.save(update_fields=["reply", "replied_by", "replied_at"])
    record(Event.COMMITTEE_ANSWERED, assessment, by=by, reply=reconsideration.reply)
    return reconsideration


@transaction.atomic
def publish_all(*, assessments: Iterable[Assessment], by: User) -> list[Assessment]:
    """Publish the granted levels of several assessments, all or none, with constant queries.

    Raises WorkflowError: "nothing-chosen", "not-now", "own-entries-result".
    """
    chosen = lock_all(assessments)
    check_apart(chosen, by.pk)
    now = timezone.now()
    for assessment in chosen:
        assessment.status = workflow_domain.target(assessment.status, Step.PUBLISH)
        assessment.published_by, assessment.published_at = by, now
    Assessment.objects.bulk_update(chosen, ["status", "published_by", "published_at"])
    event_data = {
        assessment: {"granted_level": queries.resolution_of(assessment).granted_level}
        for assessment in chosen
    }
    record_all(Event.PUBLISHED, event_data, by=by)
    return chosen


def _lock_at_meeting(assessment: Assessment) -> Assessment:
    """Return the stored assessment, locked after the open meetings on whose agenda it is.

    What is done for a whole meeting locks in this order, too. The meeting is then not closed meanwhile.
    """
    meetings = Meeting.objects.unclosed().filter(items__assessment=assessment).order_by("pk")
    list(meetings.select_for_update(of=("self",)))
    return lock(assessment)


def _sitting_item(assessment: Assessment) -> AgendaItem:
    """Return the waiting agenda item, on which the committee can decide now; raise otherwise."""
    item = queries.waiting_item(assessment)
    if item is None:
        raise WorkflowError("not-on-agenda")
    queries.check_meeting(assessment, item.meeting)
    return item


def _computed_level(assessment: Assessment) -> int | None:
    return Assessment.objects.with_level().get(pk=assessment.pk).computed_level


def _decide(item: AgendaItem, outcome: Outcome, computed_level: int, *, reason: str = "") -> None:
    item.outcome, item.decided_at = outcome, timezone.now()
    item.computed_level, item.reason = computed_level, reason
    item.save(update_fields=["outcome", "decided_at", "computed_level", "reason"])


def _resolution_event_data(resolution: Resolution, meeting: Meeting) -> dict[str, object]:
    return {
        "meeting_number": meeting.number,
        "meeting_date": meeting.date.isoformat(),
        "computed_level": resolution.computed_level,
        "granted_level": resolution.granted_level,
        "reason": resolution.reason,
    }


@transaction.atomic
def publish(*, assessment: Assessment, by: User) -> Assessment:
    """Publish the granted level.

    Raises WorkflowError: "not-now" unless a level was granted, "own-entries-result".
    """
    assessment = lock(assessment)
    status = workflow_domain.target(assessment.status, Step.PUBLISH)
    check_apart([assessment], by.pk)
    assessment.published_by, assessment.published_at = by, timezone.now()
    move(assessment, status, "published_by", "published_at")
    granted_level = queries.resolution_of(assessment).granted_level
    record(Event.PUBLISHED, assessment, by=by, granted_level=granted_level)
    return assessment
