"""The explanation of an area's level: the conditions of every level and what is missing for the next."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from indicators.domain.framework import Framework, Indicator, LevelRule
from indicators.domain.result import DimensionResult, IndicatorResult, LevelResult, Result


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the five conditions of a level: docs/architecture.md, "Level of an area".

    `number` is 1 to 5. `met` of `counted` indicators are met, `needed` is the required number (conditions 1
    and 3); `gates` are the unmet gates (2); `dimensions` those with too few met indicators (4).
    """

    number: int
    holds: bool
    counted: int = 0
    met: int = 0
    needed: int = 0
    share: Fraction = Fraction(0)
    gates: tuple[Indicator, ...] = ()
    dimensions: tuple[DimensionResult, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelWhy:
    """One level with its conditions."""

    rule: LevelRule
    attained: bool
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Blocker:
    """An indicator of the smallest set that leads to the next level: its value and the required one."""

    indicator: Indicator
    value: Fraction | None
    required: Fraction


@dataclass(frozen=True, slots=True)
class Why:
    """The whole explanation; `next_rule` is None at the top and when no indicator counts above."""

    level: int
    rule: LevelRule | None
    levels: tuple[LevelWhy, ...]
    next_rule: LevelRule | None
    blockers: tuple[Blocker, ...]


def why(result: Result, framework: Framework) -> Why:
    """Explain `result` with the names and numbers of its framework."""
    next_step = result.next
    return Why(
        level=result.level,
        rule=framework.levels[result.level - 1] if result.level else None,
        levels=tuple(
            LevelWhy(rule, level.attained, _conditions(level, framework))
            for rule, level in zip(framework.levels, result.levels, strict=True)
        ),
        next_rule=framework.levels[next_step.level - 1] if next_step else None,
        blockers=tuple(
            Blocker(framework.by_code[item.code], item.value, item.required) for item in next_step.indicators
        )
        if next_step
        else (),
    )


def _conditions(level: LevelResult, framework: Framework) -> tuple[Condition, ...]:
    return (
        Condition(1, level.something_counts, counted=level.counted),
        Condition(2, level.gates_met, gates=tuple(framework.by_code[code] for code in level.gates_unmet)),
        Condition(
            3,
            level.pass_share_reached,
            counted=level.counted,
            met=level.met,
            needed=level.needed,
            share=level.pass_share,
        ),
        Condition(
            4,
            level.dimension_shares_reached,
            share=level.dimension_share,
            dimensions=tuple(dimension for dimension in level.dimensions if not dimension.reached),
        ),
        Condition(5, level.lower_levels_attained),
    )


@dataclass(frozen=True, slots=True)
class Chip:
    """The threshold of an indicator at one level; None where it has none."""

    level: int
    threshold: Fraction | None
    is_met: bool
    is_next: bool


def chips(indicator: Indicator, result: IndicatorResult | None) -> tuple[Chip, ...]:
    """Return one chip for each level, with the met levels and the first unmet one marked."""
    met = set(result.meets) if result else set()
    levels_with_threshold = [
        level for level, value in enumerate(indicator.thresholds, 1) if value is not None
    ]
    open_levels = [level for level in levels_with_threshold if level not in met]
    is_open = result is None or not result.not_applicable
    return tuple(
        Chip(level, value, level in met, is_open and level == min(open_levels, default=None))
        for level, value in enumerate(indicator.thresholds, 1)
    )
