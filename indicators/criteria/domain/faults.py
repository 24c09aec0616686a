"""Faults of a document with their places, collected so that one reading reports all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

_NAMES: tuple[tuple[type | tuple[type, ...], str], ...] = (
    ((int, Fraction, Decimal), "a number"),
    (float, "a binary float (parse_json reads numbers exactly)"),
    (str, "text"),
    (list, "a list"),
    (dict, "an object"),
)


class InputError(ValueError):
    """An invalid document. `faults` are single lines, each beginning with its place."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document, such as `dimensions[2].aspects[0].code`, and the list that takes its faults."""

    faults: list[str]
    path: str = ""

    def key(self, name: str) -> Place:
        return Place(self.faults, f"{self.path}.{on_one_line(name)}" if self.path else on_one_line(name))

    def item(self, index: int) -> Place:
        return Place(self.faults, f"{self.path}[{index}]")

    def refuse(self, message: str) -> None:
        self.faults.append(f"{self.path or 'document'}: {message}")


def split_fault(fault: str) -> tuple[str, str]:
    """Return the place and the reason of a fault."""
    place, _, reason = fault.partition(": ")
    return place, reason


def on_one_line(text: str, *, longest: int = 80) -> str:
    """Return `text` for one line of a report: unprintable ones escaped, at most `longest` characters."""
    shown = text if text.isprintable() and text.strip() else ascii(text)
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


def type_in_words(value: object) -> str:
    """Return the type of a JSON value in words: `null`, `true`, `a number`, `text`, `a list`, `an object`."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    for types, name in _NAMES:
        if isinstance(value, types):
            return name
    return f"a {type(value).__name__}"
