"""Actions on committee meetings: call them, change them, set their agenda."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from assessments.committee import domain
from assessments.committee.domain import Outcome
from assessments.committee.models.meetings import AgendaItem, Meeting
from assessments.workflow.actions import lock_all, record, record_all
from assessments.workflow.domain import WorkflowError
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.common.history import recording


@transaction.atomic
def call_meeting(*, number: str, date: date, place: str = "", by: User | None) -> Meeting:
    """Create a future or past meeting. Raises WorkflowError("meeting-number-taken")."""
    meeting = Meeting(number=number, date=date, place=place.strip(), called_by=by, called_at=timezone.now())
    _save_meeting(meeting)
    recording.record(meeting.history_subject, Event.CALLED, by=by, data=meeting_event_data(meeting))
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, number: str, date: date, place: str, by: User) -> Meeting:
    """Change a meeting. Raises WorkflowError("meeting-number-taken") and what `check_editing` raises."""
    meeting = lock_meeting(meeting)
    domain.check_editing(
        is_closed=meeting.is_closed,
        has_resolutions=meeting.resolutions.standing().exists(),
        is_renamed=(number, date) != (meeting.number, meeting.date),
    )
    before = meeting_event_data(meeting)
    meeting.number, meeting.date, meeting.place = number, date, place.strip()
    _save_meeting(meeting)
    event_data = {"old": before, "new": meeting_event_data(meeting)}
    recording.record(meeting.history_subject, Event.CHANGED, by=by, data=event_data)
    return meeting


@transaction.atomic
def put_on_agenda(*, meeting: Meeting, assessments: Iterable[Assessment], by: User) -> list[AgendaItem]:
    """Append assessments to the agenda of a meeting; constant queries.

    Raises WorkflowError: "meeting-closed", "nothing-chosen", "not-recommended", "on-agenda".
    """
    meeting = lock_meeting(meeting)
    domain.check_open(is_closed=meeting.is_closed)
    chosen = lock_all(assessments)
    listed = set(
        AgendaItem.objects.filter(assessment__in=chosen, outcome=Outcome.WAITING).values_list(
            "assessment", flat=True
        )
    ) | set(meeting.items.filter(assessment__in=chosen).values_list("assessment", flat=True))
    for assessment in chosen:
        domain.check_listing(assessment.status, is_listed=assessment.pk in listed)
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    items = AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, assessment=assessment, position=position)
        for position, assessment in enumerate(chosen, last + 1)
    )
    event_data = {assessment: {"meeting_number": meeting.number} for assessment in chosen}
    record_all(Event.PUT_ON_AGENDA, event_data, by=by)
    return items


@transaction.atomic
def take_off_agenda(*, item: AgendaItem, by: User) -> None:
    """Remove an undecided item from the agenda. Raises WorkflowError: "meeting-closed", "not-on-agenda"."""
    meeting = lock_meeting(item.meeting)
    domain.check_open(is_closed=meeting.is_closed)
    waiting = meeting.items.filter(pk=item.pk, outcome=Outcome.WAITING).select_related("assessment").first()
    if waiting is None:
        raise WorkflowError("not-on-agenda")
    record(Event.TAKEN_OFF_AGENDA, waiting.assessment, by=by, meeting_number=meeting.number)
    waiting.delete()


@transaction.atomic
def order_agenda(*, item: AgendaItem, places: int, by: User) -> None:
    """Move an item by `places` on its agenda, up when negative. Raises WorkflowError("meeting-closed")."""
    meeting = lock_meeting(item.meeting)
    domain.check_open(is_closed=meeting.is_closed)
    before = list(meeting.items.all())
    after = domain.reordered(before, item, places)
    if after == before:
        return
    for position, agenda_item in enumerate(after, 1):
        agenda_item.position = position
    AgendaItem.objects.bulk_update(after, ["position"])
    order = [agenda_item.assessment_id for agenda_item in after]
    recording.record(meeting.history_subject, Event.AGENDA_ORDERED, by=by, data={"assessments": order})


def lock_meeting(meeting: Meeting) -> Meeting:
    """Return the stored meeting, locked until the transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)


def _save_meeting(meeting: Meeting) -> None:
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError as error:
        if Meeting.objects.filter(number=meeting.number).exclude(pk=meeting.pk).exists():
            raise WorkflowError("meeting-number-taken") from error
        raise


def meeting_event_data(meeting: Meeting) -> dict[str, str]:
    return {"date": meeting.date.isoformat(), "number": meeting.number, "place": meeting.place}
