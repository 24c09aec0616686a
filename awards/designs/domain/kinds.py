"""The kinds of awards, their printed numbers, and the error of a refused action on one."""

from __future__ import annotations

from enum import StrEnum

NUMBER_PARTS = ("{number}", "{year}")


class AwardError(Exception):
    """A step that is not possible; `code` says why, `detail` names whom or what it concerns."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class AwardKind(StrEnum):
    """The kinds of awards; each kind has running numbers of its own."""

    CERTIFICATE = "certificate"
    PLAQUE = "plaque"


def award_number(number_format: str, number: int, year: int) -> str:
    """Return the printed number: the format "{number}/{year}" gives 12/2569.

    Raises ValueError when a part of `NUMBER_PARTS` is missing: two awards could then have the same number.
    """
    if not all(part in number_format for part in NUMBER_PARTS):
        raise ValueError(f"{number_format!r} must contain {' and '.join(NUMBER_PARTS)}")
    return number_format.format(number=number, year=year)
