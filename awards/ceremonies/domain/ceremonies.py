"""Ceremonies: kinds of recipients, call order, attendance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from awards.designs.domain.kinds import AwardError
from ecotown.common.thai.typed_text import visible_text

Item = TypeVar("Item")
# How many seconds the handing over to one recipient may take, and usually takes.
SECONDS_RANGE = (5, 600)
SECONDS_EACH = 30


class RecipientKind(StrEnum):
    """The kinds of recipients: an area by its published result, all others by name and recognition."""

    AREA = "area"
    LOCAL_GOVERNMENT = "local-government"
    ORGANISATION = "organisation"
    FACTORY = "factory"
    NETWORK = "network"


KINDS_BY_NAME = tuple(kind for kind in RecipientKind if kind != RecipientKind.AREA)


class Attendance(StrEnum):
    """Whether a recipient has come to the ceremony."""

    EXPECTED = "expected"
    PRESENT = "present"
    ABSENT = "absent"


class CallOrder(StrEnum):
    """What the whole call order can be sorted by."""

    LEVEL = "level"
    PROVINCE = "province"


def check_adding_area(*, is_published: bool, level: int, is_listed: bool) -> None:
    """Raise unless an area has a published level and is not yet on the list.

    AwardError: "not-published", "no-level", "recipient-listed".
    """
    if not is_published:
        raise AwardError("not-published")
    if level == 0:
        raise AwardError("no-level")
    if is_listed:
        raise AwardError("recipient-listed")


def check_recipient_by_name(kind: str, name: str, recognition: str) -> None:
    """Raise AwardError unless a recipient by name is complete.

    Codes: "recipient-kind", "recipient-name-missing", "recognition-missing".
    """
    if kind not in KINDS_BY_NAME:
        raise AwardError("recipient-kind")
    if not visible_text(name):
        raise AwardError("recipient-name-missing")
    if not visible_text(recognition):
        raise AwardError("recognition-missing")


def check_recipient_awards(*, with_certificate: bool, with_plaque: bool) -> None:
    """Raise AwardError("nothing-awarded") unless the recipient receives something."""
    if not (with_certificate or with_plaque):
        raise AwardError("nothing-awarded")


def check_removing_recipient(*, is_issued: bool, is_printed: bool) -> None:
    """Raise AwardError("recipient-issued") when an award of the recipient was issued or printed."""
    if is_issued or is_printed:
        raise AwardError("recipient-issued")


def check_renaming(*, is_renamed: bool, is_issued: bool) -> None:
    """Raise AwardError("name-fixed") when what is printed on a valid award would be changed."""
    if is_renamed and is_issued:
        raise AwardError("name-fixed")


def check_cancelling_ceremony(*, is_issued: bool, is_printed: bool) -> None:
    """Raise AwardError("ceremony-issued") when a number was given or a document printed."""
    if is_issued or is_printed:
        raise AwardError("ceremony-issued")


def rearranged(order: Sequence[Item], places: Mapping[Item, int]) -> list[Item]:
    """Return `order` with the items of `places` moved to their places (from 1); the others keep their order.

    Two items with the same place follow each other there; places beyond the ends mean the first or the last.
    """
    arranged = [item for item in order if item not in places]
    last_place = 0
    for item in sorted((item for item in order if item in places), key=lambda item: places[item]):
        last_place = min(max(places[item], last_place + 1), len(arranged) + 1)
        arranged.insert(last_place - 1, item)
    return arranged


# Kinds that can share the resolution on their area; the committee resolves on no factory and no network.
PARTNERS = (RecipientKind.LOCAL_GOVERNMENT, RecipientKind.ORGANISATION)


def check_sharing(kind: str, *, by_resolution: bool) -> None:
    """Raise AwardError("kind-shares-no-resolution") unless this kind of recipient may share a resolution."""
    if by_resolution and kind not in PARTNERS:
        raise AwardError("kind-shares-no-resolution")


def minute_of_call(start_minute: int, place: int, seconds_each: int) -> int:
    """Return the minute of the day in which the recipient at `place` (from 1) is called."""
    return (start_minute + (place - 1) * seconds_each // 60) % (24 * 60)
