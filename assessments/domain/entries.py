"""What an officer gave for one indicator, and when that is an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from ecotown.common.typed_text import visible
from indicators.domain.answers import Answer
from indicators.domain.answers_reading import refuse_impossible
from indicators.domain.faults import Place
from indicators.domain.formulas import FORMULAS
from indicators.domain.framework import Framework, Indicator
from indicators.domain.values import read_value

FIRST_NUMBER = re.compile(r"\d+")


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
        return bool(visible(given.reason))
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


def answers_of(given: Mapping[str, Given], edition: Framework) -> dict[str, Answer]:
    """`given` as the level rule takes it."""
    return {code: answer_of(one, edition.by_code[code]) for code, one in given.items()}


def faults_of(given: Given, indicator: Indicator) -> tuple[str, ...]:
    """Why `given` cannot be: one line for each fault, beginning with the field it is about, if with one.

    What is only half typed may stand; what is typed must make sense. Rule: design.md, "Command line".
    """
    faults: list[str] = []
    place = Place(faults)
    keys = FORMULAS[indicator.formula]
    if given.not_applicable and (given.value is not None or given.inputs):
        place.refuse("not applicable beside a value")
    if given.not_applicable and not visible(given.reason):
        place.key("reason").refuse("not applicable without a reason")
    for key in given.inputs:
        if key not in keys:
            place.key(key).refuse("no input of this formula")
    if given.value is not None and keys:
        place.key("value").refuse("a formula takes inputs")
    elif given.value is not None:
        is_boolean = indicator.kind == "boolean" and given.value in (0, 1)
        value = bool(given.value) if is_boolean else given.value
        read_value(value, place.key("value"), kind=indicator.kind, formula=indicator.formula)
    if not faults:
        inputs = {key: Fraction(value) for key, value in given.inputs.items()}
        refuse_impossible(inputs, indicator.formula, place)
    return tuple(faults)


def plain(given: Given) -> dict[str, object]:
    """`given` as plain JSON values with exact decimal texts, for the history."""
    if given.not_applicable:
        return {"not_applicable": True, "reason": given.reason}
    if given.inputs:
        return {"inputs": {key: _text(value) for key, value in sorted(given.inputs.items())}}
    return {"value": None if given.value is None else _text(given.value)}


def from_plain(content: Mapping[str, object]) -> Given:
    """The other way round. Raises ValueError, or what a lookup raises, for what `plain` does not make."""
    if content.get("not_applicable"):
        return Given(not_applicable=True, reason=str(content["reason"]))
    inputs, value = content.get("inputs"), content.get("value")
    if isinstance(inputs, Mapping):
        return Given(inputs={str(key): _decimal(number) for key, number in inputs.items()})
    return Given(value=None if value is None else _decimal(value))


def _decimal(plain_value: object) -> Decimal:
    """The number of a plain value. Raises ValueError for all others, and for what no number compares with."""
    try:
        number = Decimal(str(plain_value))
    except ArithmeticError as error:
        raise ValueError(plain_value) from error
    if not number.is_finite():
        raise ValueError(plain_value)
    return number


def _text(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def first_page(page: str) -> int | None:
    """The first page of what was cited, such as 4 of “4-6”; None when it names none."""
    found = FIRST_NUMBER.search(page)
    return int(found[0]) if found else None


def expected_items(text: str) -> list[str]:
    """The items of an indicator's expected evidence, which the edition separates by semicolons."""
    return [item.strip() for item in text.split(";") if item.strip()]
