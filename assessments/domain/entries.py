"""What an officer gave for one indicator, and when that is an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from indicators.domain.answers import Answer
from indicators.domain.formulas import FORMULAS
from indicators.domain.framework import Indicator


@dataclass(frozen=True, slots=True)
class Given:
    """A `value`, or the formula's `inputs` by key, or not applicable with a `reason`; all empty: nothing yet.

    Yes and no are the values 1 and 0.
    """

    value: Decimal | None = None
    inputs: Mapping[str, Decimal] = field(default_factory=dict)
    not_applicable: bool = False
    reason: str = ""


def is_answered(given: Given, indicator: Indicator) -> bool:
    """Whether the indicator needs no more typing.

    All inputs are there even when they divide by zero: that is an answer which meets no level.
    """
    if given.not_applicable:
        return bool(given.reason.strip())
    needed = FORMULAS[indicator.formula]
    if needed:
        return all(key in given.inputs for key in needed)
    return given.value is not None


def answer_of(given: Given, indicator: Indicator) -> Answer:
    """`given` as the level rule takes it; what is not answered is missing."""
    if not is_answered(given, indicator):
        return Answer()
    if given.not_applicable:
        return Answer(not_applicable=True, reason=given.reason)
    if given.inputs:
        return Answer(inputs={key: Fraction(value) for key, value in given.inputs.items()})
    return Answer(value=Fraction(given.value)) if given.value is not None else Answer()


def as_answer_document(given: Given, indicator: Indicator) -> object:
    """`given` as one value of an answers file, for the checks that a file goes through."""
    if given.not_applicable:
        return {"na": True, "reason": given.reason}
    if given.inputs:
        return {"inputs": dict(given.inputs)}
    return bool(given.value) if indicator.kind == "boolean" else given.value


def plain(given: Given) -> dict[str, object]:
    """`given` as plain JSON values with exact decimal texts, for the history."""
    if given.not_applicable:
        return {"not_applicable": True, "reason": given.reason}
    if given.inputs:
        return {"inputs": {key: _text(value) for key, value in sorted(given.inputs.items())}}
    return {"value": None if given.value is None else _text(given.value)}


def _text(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
