"""Who receives what at a ceremony, in which order, and what a print run makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from awards.domain.awards import AwardError
from ecotown.common.typed_text import visible

Item = TypeVar("Item")


class RecipientKind(StrEnum):
    """Who is honoured: an area by its published result, everyone else by name and recognition."""

    AREA = "area"
    LOCAL_GOVERNMENT = "local-government"
    ORGANISATION = "organisation"
    FACTORY = "factory"
    NETWORK = "network"


NAMED = tuple(kind for kind in RecipientKind if kind != RecipientKind.AREA)


class Attendance(StrEnum):
    EXPECTED = "expected"
    PRESENT = "present"
    ABSENT = "absent"


class Order(StrEnum):
    """By what a whole call order is sorted at once."""

    LEVEL = "level"
    PROVINCE = "province"


class RunState(StrEnum):
    """How far a print run is; a finished one runs again when a failed document is tried again."""

    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class PackageKind(StrEnum):
    """What is made out of a ceremony to be taken along; it expires."""

    ZIP = "zip"
    MERGED = "merged-pdf"
    ARTWORK = "artwork-zip"
    SHEET_PDF = "run-sheet-pdf"
    SHEET_WORKBOOK = "run-sheet-workbook"

    @property
    def suffix(self) -> str:
        return {"zip": "zip", "pdf": "pdf", "workbook": "xlsx"}[self.value.rpartition("-")[2]]

    @property
    def is_of_documents(self) -> bool:
        """Whether it holds certificates or plaques; the others tell the course of the ceremony."""
        return self in {PackageKind.ZIP, PackageKind.MERGED, PackageKind.ARTWORK}


def check_adding(*, is_published: bool, level: int, is_listed: bool) -> None:
    """An area is honoured for a published level, once at a ceremony.

    Raises AwardError: "not-published", "no-level", "recipient-listed".
    """
    if not is_published:
        raise AwardError("not-published")
    if level == 0:
        raise AwardError("no-level")
    if is_listed:
        raise AwardError("recipient-listed")


def check_naming(kind: str, name: str, recognition: str) -> None:
    """Raises AwardError: "recipient-kind", "recipient-name-missing", "recognition-missing"."""
    if kind not in NAMED:
        raise AwardError("recipient-kind")
    if not visible(name):
        raise AwardError("recipient-name-missing")
    if not visible(recognition):
        raise AwardError("recognition-missing")


def check_awarding(*, with_certificate: bool, with_plaque: bool) -> None:
    """Who receives nothing is no recipient. Raises AwardError("nothing-awarded")."""
    if not (with_certificate or with_plaque):
        raise AwardError("nothing-awarded")


def check_removing(*, is_issued: bool, is_printed: bool) -> None:
    """Raises AwardError("recipient-issued")."""
    if is_issued or is_printed:
        raise AwardError("recipient-issued")


def check_cancelling(*, is_issued: bool, is_printed: bool) -> None:
    """A ceremony that gave a number is kept. Raises AwardError("ceremony-issued")."""
    if is_issued or is_printed:
        raise AwardError("ceremony-issued")


def rearranged(order: Sequence[Item], places: Mapping[Item, int]) -> list[Item]:
    """`order` with those of `places` at their places, counted from 1; the others keep their order.

    Two at one place stand there one after the other; beyond the ends they stand at the end.
    """
    found = [item for item in order if item not in places]
    taken = 0
    for item in sorted((item for item in order if item in places), key=lambda one: places[one]):
        taken = min(max(places[item], taken + 1), len(found) + 1)
        found.insert(taken - 1, item)
    return found
