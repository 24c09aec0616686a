"""Meetings of the committee: calling them, what lies before them, their minutes."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from assessments import tasks
from assessments.actions.deeds import lock_all, record, record_all
from assessments.domain import committee
from assessments.domain.committee import Outcome
from assessments.domain.workflow import WorkflowError
from assessments.models import AgendaItem, Assessment, Meeting, Minutes
from ecotown.accounts.models import User
from ecotown.common import history


@transaction.atomic
def call_meeting(
    *, number: str, date: date, place: str = "", chair: str = "", participants: str = "", by: User | None
) -> Meeting:
    """Enter a meeting, to come or held. Raises WorkflowError("meeting-number-taken")."""
    said = {"place": place.strip(), "chair": chair.strip(), "participants": participants.strip()}
    meeting = Meeting(number=number, date=date, called_by=by, called_at=timezone.now(), **said)
    _save_meeting(meeting)
    history.record(meeting.history_subject, "called", by=by, data=_in_history(meeting))
    return meeting


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, number: str, date: date, place: str, chair: str, participants: str, by: User
) -> Meeting:
    """Correct what was entered. Raises WorkflowError: what `check_editing` says, "meeting-number-taken"."""
    meeting = lock_meeting(meeting)
    committee.check_editing(
        is_closed=meeting.is_closed,
        has_resolutions=meeting.resolutions.exists(),
        is_renamed=(number, date) != (meeting.number, meeting.date),
    )
    before = _in_history(meeting)
    meeting.number, meeting.date, meeting.place = number, date, place.strip()
    meeting.chair, meeting.participants = chair.strip(), participants.strip()
    _save_meeting(meeting)
    history.record(
        meeting.history_subject, "changed", by=by, data={"old": before, "new": _in_history(meeting)}
    )
    return meeting


@transaction.atomic
def put_on_agenda(*, meeting: Meeting, assessments: Iterable[Assessment], by: User) -> list[AgendaItem]:
    """Lay assessments before a meeting, after what is on its agenda already; constant queries.

    Raises WorkflowError: "meeting-closed", "nothing-chosen", "not-recommended", "on-agenda".
    """
    meeting = lock_meeting(meeting)
    committee.check_open(is_closed=meeting.is_closed)
    chosen = lock_all(assessments)
    listed = set(
        AgendaItem.objects.filter(assessment__in=chosen, outcome=Outcome.WAITING).values_list(
            "assessment", flat=True
        )
    ) | set(meeting.items.filter(assessment__in=chosen).values_list("assessment", flat=True))
    for assessment in chosen:
        committee.check_listing(assessment.status, is_listed=assessment.pk in listed)
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    items = AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, assessment=assessment, position=position)
        for position, assessment in enumerate(chosen, last + 1)
    )
    record_all("put-on-agenda", {one: {"meeting_number": meeting.number} for one in chosen}, by=by)
    return items


@transaction.atomic
def take_off_agenda(*, item: AgendaItem, by: User) -> None:
    """Take back what the meeting has not decided. Raises WorkflowError: "meeting-closed", "not-on-agenda"."""
    meeting = lock_meeting(item.meeting)
    committee.check_open(is_closed=meeting.is_closed)
    item = meeting.items.filter(pk=item.pk, outcome=Outcome.WAITING).select_related("assessment").first()
    if item is None:
        raise WorkflowError("not-on-agenda")
    record("taken-off-agenda", item.assessment, by=by, meeting_number=meeting.number)
    item.delete()


@transaction.atomic
def order_agenda(*, item: AgendaItem, places: int, by: User) -> None:
    """Move an item by `places` on its agenda, up when negative. Raises WorkflowError("meeting-closed")."""
    meeting = lock_meeting(item.meeting)
    committee.check_open(is_closed=meeting.is_closed)
    before = list(meeting.items.all())
    after = committee.moved(before, item, places)
    if after == before:
        return
    for position, one in enumerate(after, 1):
        one.position = position
    AgendaItem.objects.bulk_update(after, ["position"])
    order = [one.assessment_id for one in after]
    history.record(meeting.history_subject, "agenda-ordered", by=by, data={"assessments": order})


@transaction.atomic
def ask_for_minutes(*, meeting: Meeting, by: User) -> Minutes:
    """Have the minutes made as they stand now; a draft of the same person is replaced.

    Raises WorkflowError("meeting-closed"): then there are the final ones.
    """
    meeting = lock_meeting(meeting)
    committee.check_open(is_closed=meeting.is_closed)
    before = meeting.minutes.filter(asked_by=by, is_final=False, state=Minutes.State.READY).first()
    if before:
        transaction.on_commit(lambda: before.file.storage.delete(before.file.name), robust=True)
    minutes, _ = Minutes.objects.update_or_create(
        meeting=meeting, asked_by=by, is_final=False, defaults=_asked()
    )
    history.record(meeting.history_subject, "minutes-asked", by=by, data={})
    tasks.render_minutes.delay_on_commit(minutes_id=minutes.pk)
    return minutes


@transaction.atomic
def retry_minutes(*, minutes: Minutes, by: User) -> Minutes:
    """Have minutes made again after an error. Raises WorkflowError("not-failed")."""
    minutes = Minutes.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=minutes.pk)
    if minutes.state != Minutes.State.FAILED:
        raise WorkflowError("not-failed")
    for name, value in _asked().items():
        setattr(minutes, name, value)
    minutes.save(update_fields=list(_asked()))
    history.record(minutes.meeting.history_subject, "minutes-retried", by=by, data={"minutes": minutes.pk})
    tasks.render_minutes.delay_on_commit(minutes_id=minutes.pk)
    return minutes


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: User) -> Meeting:
    """Close the minutes: what was not decided is postponed, nothing changes any more.

    Raises WorkflowError: "meeting-closed", "meeting-to-come", "minutes-incomplete".
    """
    meeting = lock_meeting(meeting)
    committee.check_closing(
        is_closed=meeting.is_closed,
        is_held=meeting.is_held,
        chair=meeting.chair,
        participants=meeting.participant_lines,
    )
    now = timezone.now()
    postponed = list(meeting.items.filter(outcome=Outcome.WAITING).select_related("assessment"))
    meeting.items.filter(outcome=Outcome.WAITING).update(outcome=Outcome.POSTPONED, decided_at=now)
    if postponed:
        deeds = {item.assessment: {"meeting_number": meeting.number} for item in postponed}
        record_all("postponed", deeds, by=by)
    meeting.closed_by, meeting.closed_at = by, now
    meeting.save(update_fields=["closed_by", "closed_at"])
    history.record(meeting.history_subject, "closed", by=by, data=_in_history(meeting))
    minutes = Minutes.objects.create(meeting=meeting, is_final=True, asked_by=by, asked_at=now)
    tasks.render_minutes.delay_on_commit(minutes_id=minutes.pk)
    return meeting


def lock_meeting(meeting: Meeting) -> Meeting:
    """The meeting as it is stored now, which nobody else changes before the transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)


def _save_meeting(meeting):
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError as error:
        if Meeting.objects.filter(number=meeting.number).exclude(pk=meeting.pk).exists():
            raise WorkflowError("meeting-number-taken") from error
        raise


def _asked():
    return {
        "state": Minutes.State.WAITING,
        "asked_at": timezone.now(),
        "claimed_until": None,
        "error": "",
        "file": "",
        "sha256": "",
    }


def _in_history(meeting):
    names = ("number", "place", "chair", "participants")
    return {"date": meeting.date.isoformat()} | {name: getattr(meeting, name) for name in names}
