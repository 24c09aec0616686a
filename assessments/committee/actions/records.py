"""Actions: keep the roster of a meeting, the texts of its minutes, and what was said about an area."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import time

from django.db import transaction

from assessments.committee import domain, queries
from assessments.committee.actions.meetings import lock_meeting
from assessments.committee.domain import Person
from assessments.committee.models.meetings import AgendaItem, Attendee, Meeting
from assessments.workflow.domain import WorkflowError
from assessments.workflow.events import Event
from ecotown.accounts.models import User
from ecotown.common.history import recording


@transaction.atomic
def save_roster(*, meeting: Meeting, people: Sequence[Person], seal: str | None = None, by: User) -> Meeting:
    """Replace the roster of a meeting by `people`, in this order.

    `seal` is what the form was shown for. Raises WorkflowError: "meeting-closed", "record-changed-meanwhile",
    "two-chairs".
    """
    meeting = lock_meeting(meeting)
    domain.check_open(is_closed=meeting.is_closed)
    _check_seal(seal, queries.roster_seal(meeting))
    domain.check_roster(people)
    before = queries.roster_of(meeting)
    if list(people) == before:
        return meeting
    meeting.attendees.all().delete()
    Attendee.objects.bulk_create(
        Attendee(meeting=meeting, place=place, **dataclasses.asdict(person))
        for place, person in enumerate(people, 1)
    )
    event_data = {
        "old": [dataclasses.asdict(person) for person in before],
        "new": [dataclasses.asdict(person) for person in people],
    }
    recording.record(meeting.history_subject, Event.ROSTER_SAVED, by=by, data=event_data)
    return meeting


@transaction.atomic
def save_record(
    *,
    meeting: Meeting,
    begins_at: time | None,
    ends_at: time | None,
    texts: Mapping[str, str],
    discussions: Mapping[int, str],
    seal: str | None = None,
    by: User,
) -> Meeting:
    """Store the times of a meeting, the texts of its minutes, and the discussions by id of their agenda item.

    Raises WorkflowError: "meeting-closed", "record-changed-meanwhile", "times-in-disorder".
    """
    meeting = lock_meeting(meeting)
    domain.check_open(is_closed=meeting.is_closed)
    _check_seal(seal, queries.record_seal(meeting))
    domain.check_times(begins_at, ends_at)
    before = queries.record_of(meeting)
    meeting.begins_at, meeting.ends_at = begins_at, ends_at
    for name, text in texts.items():
        setattr(meeting, name, text.strip())
    meeting.save(update_fields=["begins_at", "ends_at", *texts])
    items = list(meeting.items.filter(pk__in=discussions))
    for item in items:
        item.discussion = discussions[item.pk].strip()
    AgendaItem.objects.bulk_update(items, ["discussion"])
    _record_changes(meeting, before, by=by)
    return meeting


@transaction.atomic
def save_discussion(*, item: AgendaItem, discussion: str, by: User) -> AgendaItem:
    """Store what was said about one area. Raises WorkflowError("meeting-closed")."""
    meeting = lock_meeting(item.meeting)
    domain.check_open(is_closed=meeting.is_closed)
    before = queries.record_of(meeting)
    item.discussion = discussion.strip()
    item.save(update_fields=["discussion"])
    _record_changes(meeting, before, by=by)
    return item


def _check_seal(seal: str | None, stored: str) -> None:
    """Raise WorkflowError("record-changed-meanwhile") when the form was shown for other values."""
    if seal is not None and seal != stored:
        raise WorkflowError("record-changed-meanwhile")


def _record_changes(meeting: Meeting, before: Mapping[str, str], *, by: User) -> None:
    after = queries.record_of(meeting)
    changes = {
        name: {"old": before.get(name, ""), "new": after.get(name, "")}
        for name in {**before, **after}
        if before.get(name, "") != after.get(name, "")
    }
    if changes:
        recording.record(meeting.history_subject, Event.RECORD_SAVED, by=by, data={"changes": changes})
