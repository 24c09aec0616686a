"""What the rules of the committee read: its agenda, its minutes."""

from django.db.models import Q

from assessments.committee import domain
from assessments.committee.domain import Outcome
from assessments.committee.models import AgendaItem, Meeting, Minutes, Reconsideration, Resolution
from assessments.workflow.domain import Participants, Status
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User


def resolution_of(assessment: Assessment) -> Resolution:
    """Return the resolution in force. Raises Resolution.DoesNotExist when no level was granted yet."""
    if assessment.resolution is None:
        raise Resolution.DoesNotExist(assessment.pk)
    return assessment.resolution


def waiting_item(assessment: Assessment) -> AgendaItem | None:
    """Return its place on the agenda of a meeting that has not decided on it; None when there is none."""
    return assessment.agenda_items.filter(outcome=Outcome.WAITING).select_related("meeting").first()


def open_reconsideration(assessment: Assessment) -> Reconsideration | None:
    """Return why the committee sent it back, until it lies before the committee again; None otherwise."""
    is_back = assessment.status in {Status.EXTERNAL_AUDIT, Status.RETURNED}
    if assessment.recommended_at is not None or not is_back:
        return None
    return assessment.reconsiderations.select_related("meeting", "replied_by").last()


def minutes_for(meeting: Meeting, user: User) -> Minutes | None:
    """Return the final minutes, or the draft requested by this user; None when there is neither."""
    is_visible = Q(is_final=True) | Q(is_final=False, asked_by=user)
    return meeting.minutes.filter(is_visible).order_by("-is_final").first()


def check_meeting(assessment: Assessment, meeting: Meeting | None) -> None:
    """Raise WorkflowError unless the committee can decide on an assessment at a meeting.

    `meeting` is None when the assessment is on no agenda. Codes: "not-on-agenda", "meeting-date".
    """
    domain.check_sitting(
        is_listed=meeting is not None,
        is_held=meeting is not None and meeting.is_held,
        is_in_cycle=meeting is not None and assessment.cycle.opens_on <= meeting.date,
    )


def check_withdrawing(assessment: Assessment, meeting: Meeting, *, by: User) -> None:
    """Raise what `domain.check_withdrawing` raises for the resolution on an assessment at `meeting`."""
    participants = Participants(recommended_by=assessment.recommended_by_id)
    domain.check_withdrawing(by.pk, participants, is_closed=meeting.is_closed)


def is_audited_since(reconsideration: Reconsideration) -> bool:
    """Return whether the external audit gave a verdict or returned the assessment since it was sent back."""
    assessment, since = reconsideration.assessment, reconsideration.sent_back_at
    stage = Status.EXTERNAL_AUDIT
    return (
        assessment.verdicts.filter(stage=stage, given_at__gt=since).exists()
        or assessment.returns.filter(stage=stage, returned_at__gt=since).exists()
    )


def next_waiting_item(meeting: Meeting, after: int) -> AgendaItem | None:
    """Return the next item without a resolution, after the position `after` and then from the top."""
    waiting = list(meeting.items.filter(outcome=Outcome.WAITING))
    return next((item for item in waiting if item.position > after), waiting[0] if waiting else None)
