"""What the committee may do with what lies before it: agenda, resolutions, sending back, minutes."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

from assessments.domain.workflow import Status, WorkflowError
from ecotown.common.typed_text import visible

Item = TypeVar("Item")


class Outcome(StrEnum):
    """What became of an assessment at a meeting."""

    WAITING = "waiting"
    GRANTED = "granted"
    SENT_BACK = "sent-back"
    POSTPONED = "postponed"


def check_open(*, is_closed: bool) -> None:
    """The minutes of a closed meeting are final. Raises WorkflowError("meeting-closed")."""
    if is_closed:
        raise WorkflowError("meeting-closed")


def check_editing(*, is_closed: bool, has_resolutions: bool, is_renamed: bool) -> None:
    """Number and date stand on certificates, so they stay once something was resolved.

    Raises WorkflowError: "meeting-closed", "meeting-resolved".
    """
    check_open(is_closed=is_closed)
    if has_resolutions and is_renamed:
        raise WorkflowError("meeting-resolved")


def check_listing(status: str, *, is_listed: bool) -> None:
    """What waits for the committee is put on one agenda.

    Raises WorkflowError: "not-recommended", "on-agenda".
    """
    if status != Status.COMMITTEE:
        raise WorkflowError("not-recommended")
    if is_listed:
        raise WorkflowError("on-agenda")


def check_sitting(*, is_listed: bool, is_held: bool, is_in_cycle: bool) -> None:
    """The committee resolves on what is on its agenda, on the day of the meeting or after it.

    Raises WorkflowError: "not-on-agenda", "meeting-date".
    """
    if not is_listed:
        raise WorkflowError("not-on-agenda")
    if not is_held or not is_in_cycle:
        raise WorkflowError("meeting-date")


def check_sending_back(reason: str) -> None:
    """Raises WorkflowError("send-back-reason-missing")."""
    if not visible(reason):
        raise WorkflowError("send-back-reason-missing")


def check_reconsidered(*, is_touched: bool, reply: str) -> None:
    """After a sending back the assessor acts on the reason, or answers it, before recommending again.

    Verdicts that still hold stay: only what the committee asked about is looked at again.
    Raises WorkflowError("not-reconsidered").
    """
    if not is_touched and not visible(reply):
        raise WorkflowError("not-reconsidered")


def check_closing(*, is_closed: bool, is_held: bool, chair: str, participants: Sequence[str]) -> None:
    """Raises WorkflowError: "meeting-closed", "meeting-to-come", "minutes-incomplete"."""
    check_open(is_closed=is_closed)
    if not is_held:
        raise WorkflowError("meeting-to-come")
    if not visible(chair) or not participants:
        raise WorkflowError("minutes-incomplete")


def moved(order: Sequence[Item], one: Item, by: int) -> list[Item]:
    """`order` with `one` moved `by` places, as far as there are places."""
    rest = [item for item in order if item != one]
    place = min(max(order.index(one) + by, 0), len(rest))
    return [*rest[:place], one, *rest[place:]]
