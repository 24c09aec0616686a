"""Actions: ask for the minutes of a meeting, and close it."""

import dataclasses

from django.db import transaction
from django.utils import timezone

from assessments.committee import domain, queries, tasks
from assessments.committee.actions.meetings import lock_meeting, meeting_event_data
from assessments.committee.domain import Outcome
from assessments.committee.models.meetings import Meeting
from assessments.committee.models.minutes import Minutes
from assessments.workflow.actions import record_all
from assessments.workflow.domain import WorkflowError
from assessments.workflow.events import Event
from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.common.produced_files.models import waiting_columns


@transaction.atomic
def ask_for_minutes(*, meeting: Meeting, file_format: str = Minutes.Format.PDF, by: User) -> Minutes:
    """Request draft minutes of the present state, replacing the draft of the same person and format.

    Raises WorkflowError("meeting-closed") once the final minutes exist.
    """
    meeting = lock_meeting(meeting)
    domain.check_open(is_closed=meeting.is_closed)
    own = meeting.minutes.filter(asked_by=by, is_final=False, file_format=file_format)
    before = own.filter(state=Minutes.State.READY).first()
    if before:
        transaction.on_commit(lambda: before.file.storage.delete(before.file.name), robust=True)
    minutes, _ = Minutes.objects.update_or_create(
        meeting=meeting, asked_by=by, is_final=False, file_format=file_format, defaults=waiting_columns()
    )
    event_data = {"file_format": str(file_format)}
    recording.record(meeting.history_subject, Event.MINUTES_ASKED, by=by, data=event_data)
    tasks.make_minutes.delay_on_commit(pks=[minutes.pk])
    return minutes


@transaction.atomic
def retry_minutes(*, minutes: Minutes, by: User) -> Minutes:
    """Request minutes again after an error. Raises WorkflowError("not-failed")."""
    minutes = Minutes.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=minutes.pk)
    if not minutes.is_failed:
        raise WorkflowError("not-failed")
    minutes.ask_again()
    recording.record(
        minutes.meeting.history_subject, Event.MINUTES_RETRIED, by=by, data={"minutes": minutes.pk}
    )
    tasks.make_minutes.delay_on_commit(pks=[minutes.pk])
    return minutes


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: User) -> Meeting:
    """Close a meeting: postpone undecided items and request the final minutes.

    Raises WorkflowError: "meeting-closed", "meeting-to-come", "minutes-incomplete", "times-missing".
    """
    meeting = lock_meeting(meeting)
    people = queries.roster_of(meeting)
    domain.check_closing(
        is_closed=meeting.is_closed,
        is_held=meeting.is_held,
        has_times=meeting.has_times,
        people=people,
    )
    now = timezone.now()
    postponed = list(meeting.items.filter(outcome=Outcome.WAITING).select_related("assessment"))
    meeting.items.filter(outcome=Outcome.WAITING).update(outcome=Outcome.POSTPONED, decided_at=now)
    if postponed:
        event_data = {item.assessment: {"meeting_number": meeting.number} for item in postponed}
        record_all(Event.POSTPONED, event_data, by=by)
    meeting.closed_by, meeting.closed_at = by, now
    meeting.save(update_fields=["closed_by", "closed_at"])
    facts: dict[str, object] = {
        **meeting_event_data(meeting),
        "roster": [dataclasses.asdict(person) for person in people],
        "record": queries.record_of(meeting),
    }
    recording.record(meeting.history_subject, Event.CLOSED, by=by, data=facts)
    minutes = Minutes.objects.create(meeting=meeting, is_final=True, asked_by=by, asked_at=now)
    tasks.make_minutes.delay_on_commit(pks=[minutes.pk])
    return meeting
