"""What-if results of changed values, and progress towards the targets of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from assessments.entry.domain.values import EntryValue, answer_of, answers_of
from assessments.workflow.domain import WorkflowError
from indicators.criteria.domain.answers import Answer
from indicators.criteria.domain.formulas import FORMULAS, value_of
from indicators.criteria.domain.framework import Framework, Indicator
from indicators.criteria.domain.reaching import inputs_for_threshold
from indicators.criteria.domain.result import AreaResult, IndicatorResult
from indicators.criteria.domain.scoring import area_level

YEARS_AHEAD = 15  # the last target year, counted from the year of the cycle


@dataclass(frozen=True, slots=True)
class Assumption:
    """One changed value: its present and assumed result, and the area's level without this change."""

    indicator: Indicator
    present: IndicatorResult
    what_if_result: IndicatorResult
    level_without: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The results of the present and of the assumed values, and the changed values."""

    present: AreaResult
    what_if_result: AreaResult
    assumptions: tuple[Assumption, ...]


def what_if(
    edition: Framework, present: Mapping[str, EntryValue], what_if_values: Mapping[str, EntryValue]
) -> WhatIf:
    """Compare the level of the present values with that of the assumed ones; nothing is stored.

    Rule: docs/architecture.md, "Next step".
    """
    before, after = answers_of(present, edition), answers_of(what_if_values, edition)
    present_result, what_if_result = area_level(edition, before), area_level(edition, after)
    results = {
        old.code: (old, new)
        for old, new in zip(present_result.indicators, what_if_result.indicators, strict=True)
    }
    assumptions = tuple(
        Assumption(
            indicator, *results[indicator.code], _level_without(edition, indicator.code, before, after)
        )
        for indicator in edition.indicators
        if what_if_values.get(indicator.code, EntryValue()) != present.get(indicator.code, EntryValue())
    )
    return WhatIf(present_result, what_if_result, assumptions)


def next_targets(edition: Framework, values: Mapping[str, EntryValue]) -> dict[str, EntryValue]:
    """Return the smallest set of targets that attains the next level, by indicator code; empty at the top.

    Each target is the least improvement that suffices.
    """
    next_step = area_level(edition, answers_of(values, edition)).next
    return {
        target.code: value_reaching(
            edition.by_code[target.code], values.get(target.code, EntryValue()), target.required
        )
        for target in (next_step.indicators if next_step else ())
    }


def value_reaching(indicator: Indicator, entry_value: EntryValue, required: Fraction) -> EntryValue:
    """Return the entry value nearest to `entry_value` with which the indicator meets `required`."""
    if not FORMULAS[indicator.formula].inputs:
        return EntryValue(value=_decimal(required))
    inputs = {key: Fraction(value) for key, value in entry_value.inputs.items()}
    reaching = inputs_for_threshold(indicator, inputs, required)
    return EntryValue(inputs={key: _decimal(value) for key, value in reaching.items()})


def computed_value(entry_value: EntryValue, indicator: Indicator) -> Fraction | None:
    """Return the indicator's value computed from an entry value, None when there is none."""
    answer = answer_of(entry_value, indicator)
    return answer.value if answer.inputs is None else value_of(indicator, answer.inputs)


class TargetProgress(StrEnum):
    """The progress of a target."""

    REACHED = "reached"
    ON_THE_WAY = "on-the-way"
    LATE = "late"


def is_reached(indicator: Indicator, value: Fraction | None, target: Fraction) -> bool:
    """Return whether the present value equals the target or is better."""
    if value is None:
        return False
    if indicator.direction == "equals":
        return value == target
    return value >= target if indicator.direction == "higher" else value <= target


def progress_to(
    indicator: Indicator, value: Fraction | None, target: Fraction | None, *, year: int, this_year: int
) -> TargetProgress:
    """Return the progress; a target is late when its fiscal year is over and it is not reached.

    A target that has no computable value is never reached.
    """
    if target is not None and is_reached(indicator, value, target):
        return TargetProgress.REACHED
    return TargetProgress.LATE if this_year > year else TargetProgress.ON_THE_WAY


def check_year(year: int, *, since: int) -> None:
    """Raise WorkflowError("target-year") unless `year` is the cycle's year `since` or at most 15 later."""
    if not since <= year <= since + YEARS_AHEAD:
        raise WorkflowError("target-year")


def check_targets(
    targets: Mapping[str, EntryValue], present: Mapping[str, EntryValue], edition: Framework
) -> None:
    """Raise unless every target has a value that is not reached yet.

    Raises WorkflowError: "no-target" without targets; with the codes, "target-without-value" for a target
    without a computable value, "target-reached" for one that the present values reach.
    """
    if not targets:
        raise WorkflowError("no-target")
    without, reached = [], []
    for code, entry_value in targets.items():
        indicator = edition.by_code[code]
        value = computed_value(entry_value, indicator)
        if value is None:
            without.append(code)
        elif is_reached(indicator, computed_value(present.get(code, EntryValue()), indicator), value):
            reached.append(code)
    if without:
        raise WorkflowError("target-without-value", without)
    if reached:
        raise WorkflowError("target-reached", reached)


def _level_without(
    edition: Framework, code: str, before: Mapping[str, Answer], after: Mapping[str, Answer]
) -> int:
    """Return the level with all assumed values but this one, which keeps its present value."""
    return area_level(edition, {**after, code: before.get(code, Answer())}).level


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
