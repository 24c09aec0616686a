"""The value that an officer entered for one indicator, and when it is a valid answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from ecotown.common.thai.typed_text import visible_text
from indicators.criteria.domain.answers import Answer
from indicators.criteria.domain.faults import Place
from indicators.criteria.domain.formulas import FORMULAS
from indicators.criteria.domain.framework import Framework, Indicator
from indicators.criteria.domain.kinds import KINDS
from indicators.criteria.domain.values import read_value


@dataclass(frozen=True, slots=True)
class EntryValue:
    """A `value`, or the formula's `inputs` by key, or not applicable with a `reason`; empty before entry.

    Yes and no are the values 1 and 0.
    """

    value: Decimal | None = None
    inputs: Mapping[str, Decimal] = field(default_factory=dict)
    not_applicable: bool = False
    reason: str = ""


def is_answered(entry_value: EntryValue, indicator: Indicator) -> bool:
    """Return whether the entry of the indicator is complete.

    Inputs that divide by zero are complete, too: such an answer meets no level.
    """
    if entry_value.not_applicable:
        return bool(visible_text(entry_value.reason))
    needed = FORMULAS[indicator.formula].inputs
    if needed:
        return all(key in entry_value.inputs for key in needed)
    return entry_value.value is not None


def answer_of(entry_value: EntryValue, indicator: Indicator) -> Answer:
    """Return the answer that the level rule takes; an incomplete entry is a missing answer."""
    if not is_answered(entry_value, indicator):
        return Answer()
    if entry_value.not_applicable:
        return Answer(not_applicable=True, reason=entry_value.reason)
    if entry_value.inputs:
        return Answer(inputs={key: Fraction(value) for key, value in entry_value.inputs.items()})
    return Answer(value=Fraction(entry_value.value)) if entry_value.value is not None else Answer()


def answers_of(values: Mapping[str, EntryValue], edition: Framework) -> dict[str, Answer]:
    """Return the answers that the level rule takes, by indicator code."""
    return {code: answer_of(entry_value, edition.by_code[code]) for code, entry_value in values.items()}


def entry_faults(entry_value: EntryValue, indicator: Indicator) -> tuple[str, ...]:
    """Return why `entry_value` is impossible: a line for each fault, beginning with its field, if any.

    Missing parts are no fault. Rule: docs/architecture.md, "Command line".
    """
    faults: list[str] = []
    place = Place(faults)
    kind, formula = KINDS[indicator.kind], FORMULAS[indicator.formula]
    if entry_value.not_applicable and (entry_value.value is not None or entry_value.inputs):
        place.refuse("not applicable beside a value")
    if entry_value.not_applicable and not visible_text(entry_value.reason):
        place.key("reason").refuse("not applicable without a reason")
    for key in entry_value.inputs:
        if key not in formula.inputs:
            place.key(key).refuse("no input of this formula")
    if entry_value.value is not None and formula.inputs:
        place.key("value").refuse("a formula takes inputs")
    elif entry_value.value is not None:
        read_value(kind.written(entry_value.value), place.key("value"), kind=kind, formula=formula)
    if not faults:
        inputs = {key: Fraction(value) for key, value in entry_value.inputs.items()}
        formula.record_input_faults(inputs, place)
    return tuple(faults)


def plain(entry_value: EntryValue) -> dict[str, object]:
    """Return `entry_value` as plain JSON values with exact decimal texts, for the history."""
    if entry_value.not_applicable:
        return {"not_applicable": True, "reason": entry_value.reason}
    if entry_value.inputs:
        return {"inputs": {key: number_text(value) for key, value in sorted(entry_value.inputs.items())}}
    return {"value": None if entry_value.value is None else number_text(entry_value.value)}


def from_plain(content: Mapping[str, object]) -> EntryValue:
    """Return the entry value that `plain` wrote as `content`; raise ValueError or KeyError for others."""
    if content.get("not_applicable"):
        return EntryValue(not_applicable=True, reason=str(content["reason"]))
    inputs, value = content.get("inputs"), content.get("value")
    if isinstance(inputs, Mapping):
        return EntryValue(inputs={str(key): _decimal(number) for key, number in inputs.items()})
    return EntryValue(value=None if value is None else _decimal(value))


def _decimal(plain_value: object) -> Decimal:
    """Return the number of a plain value; raise ValueError for texts that are no finite number."""
    try:
        number = Decimal(str(plain_value))
    except ArithmeticError as error:
        raise ValueError(plain_value) from error
    if not number.is_finite():
        raise ValueError(plain_value)
    return number


def number_text(value: Decimal) -> str:
    """Return a number as an exact decimal text without trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
