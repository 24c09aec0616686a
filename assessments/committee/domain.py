"""Conditions of what the committee does: agenda, resolutions, sending back, minutes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from assessments.workflow.domain import Participants, Status, WorkflowError
from ecotown.common.thai.typed_text import visible_text

Ordered = TypeVar("Ordered")


class Outcome(StrEnum):
    """The outcome of an agenda item at a meeting."""

    WAITING = "waiting"
    GRANTED = "granted"
    SENT_BACK = "sent-back"
    POSTPONED = "postponed"


class Attendance(StrEnum):
    """How somebody stands on the roster of a meeting."""

    PRESENT = "present"
    ABSENT = "absent"
    IN_ATTENDANCE = "in-attendance"


class Seat(StrEnum):
    """What a member of the committee is in it; empty for others."""

    NONE = ""
    CHAIR = "chair"
    DEPUTY = "deputy"
    MEMBER = "member"
    SECRETARY = "secretary"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Person:
    """A line of the roster: name and position apart, seat in the committee, and a note such as a leave."""

    name: str
    position: str = ""
    attendance: Attendance = Attendance.PRESENT
    seat: Seat = Seat.MEMBER
    note: str = ""


def check_roster(people: Iterable[Person]) -> None:
    """Raise WorkflowError("two-chairs") when more than one person present is the chair."""
    chairs = [
        person for person in people if (person.attendance, person.seat) == (Attendance.PRESENT, Seat.CHAIR)
    ]
    if len(chairs) > 1:
        raise WorkflowError("two-chairs")


def read_people(text: str) -> list[Person]:
    """Return the people of a pasted list, one a line: name, then position after a comma or a tab.

    A number before a name, as lists have it, is left out.
    """
    lines = (
        re.sub(r"^\s*[\d๐-๙]+[.)]\s*", "", line).replace("\t", ",").partition(",")
        for line in text.splitlines()
        if visible_text(line).strip(" ,\t")
    )
    return [Person(name.strip(), position.strip(" ,")) for name, _comma, position in lines]


class Clock(Protocol):
    """A time of a day."""

    def __le__(self, other: Any, /) -> bool: ...


def check_times(begins_at: Clock | None, ends_at: Clock | None) -> None:
    """Raise WorkflowError("times-in-disorder") when a meeting ends before it begins."""
    if begins_at is not None and ends_at is not None and ends_at <= begins_at:
        raise WorkflowError("times-in-disorder")


def names_year(number: str, years: Collection[int]) -> bool:
    """Return whether a meeting number such as 10-2/2569 names one of `years`; one without a year does."""
    _number, slash, year = number.rpartition("/")
    return not slash or int(year) in years


def check_open(*, is_closed: bool) -> None:
    """Raise WorkflowError("meeting-closed") for a closed meeting, whose minutes are final."""
    if is_closed:
        raise WorkflowError("meeting-closed")


def check_editing(*, is_closed: bool, has_resolutions: bool, is_renamed: bool) -> None:
    """Raise unless a meeting can be changed.

    Number and date stand in the resolutions, so they are fixed after the first resolution.
    Raises WorkflowError: "meeting-closed", "meeting-resolved".
    """
    check_open(is_closed=is_closed)
    if has_resolutions and is_renamed:
        raise WorkflowError("meeting-resolved")


def check_listing(status: str, *, is_listed: bool) -> None:
    """Raise unless an assessment waits for the committee and is on no agenda yet.

    Raises WorkflowError: "not-recommended", "on-agenda".
    """
    if status != Status.COMMITTEE:
        raise WorkflowError("not-recommended")
    if is_listed:
        raise WorkflowError("on-agenda")


def check_sitting(*, is_listed: bool, is_held: bool, is_in_cycle: bool) -> None:
    """Raise unless the committee can decide on an assessment now.

    It must be on the agenda of a meeting held today or earlier and within the cycle.
    Raises WorkflowError: "not-on-agenda", "meeting-date".
    """
    if not is_listed:
        raise WorkflowError("not-on-agenda")
    if not is_held or not is_in_cycle:
        raise WorkflowError("meeting-date")


def check_sending_back(reason: str) -> None:
    """Raise WorkflowError("send-back-reason-missing") without a reason."""
    if not visible_text(reason):
        raise WorkflowError("send-back-reason-missing")


def check_withdrawing(person: int, participants: Participants, *, is_closed: bool) -> None:
    """Raise unless `person` may withdraw a resolution that was recorded wrongly.

    What a closed meeting decided stays, and who recommended the level does not decide on its resolution.
    Raises WorkflowError: "meeting-closed", "own-recommendation".
    """
    check_open(is_closed=is_closed)
    if person == participants.recommended_by:
        raise WorkflowError("own-recommendation")


def check_withdrawal_reason(reason: str) -> None:
    """Raise WorkflowError("withdrawal-reason-missing") without a reason."""
    if not visible_text(reason):
        raise WorkflowError("withdrawal-reason-missing")


def check_reconsidered(*, is_touched: bool, reply: str) -> None:
    """Raise WorkflowError("not-reconsidered") unless the assessor changed something or answered.

    Before recommending again, the assessor acts on the committee's reason or answers it. Verdicts that still
    hold stay: only what the committee asked about is audited again.
    """
    if not is_touched and not visible_text(reply):
        raise WorkflowError("not-reconsidered")


def check_closing(*, is_closed: bool, is_held: bool, has_times: bool, people: Iterable[Person]) -> None:
    """Raise unless the minutes of a meeting can be closed: chair and others were there, from when to when.

    Raises WorkflowError: "meeting-closed", "meeting-to-come", "minutes-incomplete", "times-missing".
    """
    check_open(is_closed=is_closed)
    if not is_held:
        raise WorkflowError("meeting-to-come")
    present = [person for person in people if person.attendance == Attendance.PRESENT]
    if len(present) < 2 or not any(person.seat == Seat.CHAIR for person in present):
        raise WorkflowError("minutes-incomplete")
    if not has_times:
        raise WorkflowError("times-missing")


def reordered(order: Sequence[Ordered], item: Ordered, by: int) -> list[Ordered]:
    """Return `order` with `item` moved by `by` places (up when negative), at most to the first or last."""
    without_item = [candidate for candidate in order if candidate != item]
    index = min(max(order.index(item) + by, 0), len(without_item))
    return [*without_item[:index], item, *without_item[index:]]


def check_recording(person: int, participants: Participants, *, computed_level: int | None) -> int:
    """Return the computed level; raise unless `person` may record a resolution about it now.

    Raises WorkflowError: "own-recommendation", or "level-pending" while the level is not computed.
    """
    if person == participants.recommended_by:
        raise WorkflowError("own-recommendation")
    if computed_level is None:
        raise WorkflowError("level-pending")
    return computed_level


def check_granted(granted_level: int, *, computed_level: int, reason: str) -> None:
    """Raise WorkflowError("reason-missing") when the levels differ without a written reason.

    Rule: docs/architecture.md, "Level of an area": the committee grants a level, equal or not.
    """
    if granted_level != computed_level and not visible_text(reason):
        raise WorkflowError("reason-missing")
