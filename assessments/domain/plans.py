"""What if the values were others, and whether what was planned is reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from assessments.domain.entries import Given, answer_of, answers_of
from assessments.domain.workflow import WorkflowError
from indicators.domain.answers import Answer
from indicators.domain.formulas import value_of
from indicators.domain.framework import Framework, Indicator
from indicators.domain.reaching import inputs_reaching
from indicators.domain.result import IndicatorResult, Result
from indicators.domain.scoring import area_level

YEARS_AHEAD = 15  # a plan looks no further than this from its cycle


@dataclass(frozen=True, slots=True)
class Assumption:
    """One changed value: what it is worth now and if so, and the area's level if all but this one were so."""

    indicator: Indicator
    present: IndicatorResult
    assumed: IndicatorResult
    level_without: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The result of the present values, that of the assumed ones, and what was changed between them."""

    present: Result
    assumed: Result
    assumptions: tuple[Assumption, ...]


def what_if(edition: Framework, present: Mapping[str, Given], assumed: Mapping[str, Given]) -> WhatIf:
    """Compute both with the level rule; nothing is kept. Rule: design.md, "Next step"."""
    before, after = answers_of(present, edition), answers_of(assumed, edition)
    now, then = area_level(edition, before), area_level(edition, after)
    results = {one.code: (one, other) for one, other in zip(now.indicators, then.indicators, strict=True)}
    assumptions = tuple(
        Assumption(one, *results[one.code], _level_without(edition, one.code, before, after))
        for one in edition.indicators
        if assumed.get(one.code, Given()) != present.get(one.code, Given())
    )
    return WhatIf(now, then, assumptions)


def next_targets(edition: Framework, given: Mapping[str, Given]) -> dict[str, Given]:
    """The smallest set that attains the next level, each raised just far enough; empty at the top."""
    step = area_level(edition, answers_of(given, edition)).next
    return {
        one.code: raised(edition.by_code[one.code], given.get(one.code, Given()), one.required)
        for one in (step.indicators if step else ())
    }


def raised(indicator: Indicator, given: Given, required: Fraction) -> Given:
    """What to give so that the indicator meets `required`, as near to `given` as can be."""
    if indicator.formula == "direct":
        return Given(value=_decimal(required))
    inputs = {key: Fraction(value) for key, value in given.inputs.items()}
    reaching = inputs_reaching(indicator, inputs, required)
    return Given(inputs={key: _decimal(value) for key, value in reaching.items()})


def value_given(given: Given, indicator: Indicator) -> Fraction | None:
    """The value of what was given, None when there is none."""
    answer = answer_of(given, indicator)
    return answer.value if answer.inputs is None else value_of(indicator, answer.inputs)


class Progress(StrEnum):
    """How far a target has come."""

    REACHED = "reached"
    ON_THE_WAY = "on-the-way"
    LATE = "late"


def is_reached(indicator: Indicator, value: Fraction | None, target: Fraction) -> bool:
    """Whether the present value is the target or better."""
    if value is None:
        return False
    if indicator.direction == "equals":
        return value == target
    return value >= target if indicator.direction == "higher" else value <= target


def progress_to(
    indicator: Indicator, value: Fraction | None, target: Fraction, *, year: int, this_year: int
) -> Progress:
    """A target is late when its fiscal year is over and the present value has not reached it."""
    if is_reached(indicator, value, target):
        return Progress.REACHED
    return Progress.LATE if this_year > year else Progress.ON_THE_WAY


def check_year(year: int, *, since: int) -> None:
    """Raises WorkflowError("target-year") outside `since`, the cycle's year, and 15 years on."""
    if not since <= year <= since + YEARS_AHEAD:
        raise WorkflowError("target-year")


def check_targets(targets: Mapping[str, Given], present: Mapping[str, Given], edition: Framework) -> None:
    """Raises WorkflowError with the indicators it is about.

    "no-target" when there is none, "target-without-value" for what gives no value, "target-reached" for
    what the present values reach already.
    """
    if not targets:
        raise WorkflowError("no-target")
    without, reached = [], []
    for code, given in targets.items():
        indicator = edition.by_code[code]
        value = value_given(given, indicator)
        if value is None:
            without.append(code)
        elif is_reached(indicator, value_given(present.get(code, Given()), indicator), value):
            reached.append(code)
    if without:
        raise WorkflowError("target-without-value", without)
    if reached:
        raise WorkflowError("target-reached", reached)


def _level_without(
    edition: Framework, code: str, before: Mapping[str, Answer], after: Mapping[str, Answer]
) -> int:
    """The level when this one value stays as it is and all others are as assumed."""
    return area_level(edition, {**after, code: before.get(code, Answer())}).level


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
