"""The level of an area. Source: docs/architecture.md, "Level of an area"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from indicators.criteria.domain.answers import Answer
from indicators.criteria.domain.formulas import value_of
from indicators.criteria.domain.framework import Framework
from indicators.criteria.domain.next_step import next_step
from indicators.criteria.domain.result import AreaResult, DimensionResult, IndicatorResult, LevelResult
from indicators.criteria.domain.thresholds import (
    FrameworkThresholds,
    IndicatorThresholds,
    LevelRequirement,
    framework_thresholds,
)


class _Tally(NamedTuple):
    """Numbers of indicators as [dimension][level]; index 0 of a level is unused."""

    codes: tuple[str, ...]
    counted: list[list[int]]
    met: list[list[int]]


def area_level(framework: Framework, answers: Mapping[str, Answer]) -> AreaResult:
    """Return the area's level with its explanation and the next step.

    `framework` obeys the rules that `read_framework` checks. A code absent from `answers` is missing;
    a code unknown to the framework is ignored. The level is a proposal: the committee grants levels.
    """
    thresholds = framework_thresholds(framework)
    answer_of = answers.get
    indicators = tuple(
        [
            _indicator_result(indicator_thresholds, answer_of(indicator_thresholds.indicator.code))
            for indicator_thresholds in thresholds.indicators
        ]
    )
    levels = _levels(thresholds, indicators)
    # Attained levels are the lowest ones, by condition 5.
    level = sum(level_result.attained for level_result in levels)
    above = next_step(thresholds, levels[level], indicators) if level < len(levels) else None
    return AreaResult(level, levels, indicators, above)


def _indicator_result(thresholds: IndicatorThresholds, answer: Answer | None) -> IndicatorResult:
    """Return the value of an answer and the levels it meets."""
    if answer is None:
        return thresholds.missing
    if answer.not_applicable:
        return thresholds.not_applicable
    inputs = answer.inputs
    value = answer.value if inputs is None else value_of(thresholds.indicator, inputs)
    if value is None:
        return thresholds.missing
    return IndicatorResult(
        thresholds.indicator.code, value, thresholds.levels_met(value), thresholds.counts, False
    )


def _levels(
    thresholds: FrameworkThresholds, indicators: tuple[IndicatorResult, ...]
) -> tuple[LevelResult, ...]:
    tally = _tally(thresholds, indicators)
    gates = [indicators[position] for position in thresholds.gates]
    levels: list[LevelResult] = []
    for requirement in thresholds.levels:
        lower_attained = levels[-1].attained if levels else True
        levels.append(_level(requirement, tally, gates, lower_levels_attained=lower_attained))
    return tuple(levels)


def _tally(thresholds: FrameworkThresholds, indicators: Iterable[IndicatorResult]) -> _Tally:
    """Return the numbers of indicators that count and that are met, by dimension and level."""
    counted = [list(row) for row in thresholds.counted]
    met = [[0] * len(row) for row in counted]
    for indicator_thresholds, indicator_result in zip(thresholds.indicators, indicators, strict=True):
        row = met[indicator_thresholds.dimension]
        for level in indicator_result.meets:
            row[level] += 1
        if indicator_result.not_applicable:
            row = counted[indicator_thresholds.dimension]
            for level in indicator_thresholds.counts:
                row[level] -= 1
    return _Tally(thresholds.dimensions, counted, met)


def _level(
    requirement: LevelRequirement, tally: _Tally, gates: list[IndicatorResult], *, lower_levels_attained: bool
) -> LevelResult:
    rule = requirement.rule
    dimensions = _dimensions(requirement, tally)
    counted = sum([dimension.counted for dimension in dimensions])
    met = sum([dimension.met for dimension in dimensions])
    gates_unmet = _unmet(gates, rule.level)
    # docs/architecture.md, "Level of an area", 1 to 5
    conditions = (
        counted > 0,
        not gates_unmet,
        met >= requirement.needed[counted],
        all(dimension.met >= dimension.needed for dimension in dimensions),
        lower_levels_attained,
    )
    return LevelResult(
        rule.level,
        all(conditions),
        counted,
        met,
        gates_unmet,
        dimensions,
        requirement.needed[counted],
        rule.pass_share,
        rule.dimension_share,
        *conditions,
    )


def _unmet(gates: list[IndicatorResult], level: int) -> tuple[str, ...]:
    return tuple([gate.code for gate in gates if level in gate.counts and level not in gate.meets])


def _dimensions(requirement: LevelRequirement, tally: _Tally) -> tuple[DimensionResult, ...]:
    """Return the dimensions in which something counts at the level of `requirement`."""
    level = requirement.rule.level
    return tuple(
        DimensionResult(code, counted[level], met[level], requirement.needed_in_dimension[counted[level]])
        for code, counted, met in zip(tally.codes, tally.counted, tally.met, strict=True)
        if counted[level]
    )
