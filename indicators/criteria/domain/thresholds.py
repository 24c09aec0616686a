"""A framework as whole numbers, computed once, so that areas are measured without fractions."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm

from indicators.criteria.domain.framework import Framework, Indicator, LevelRule
from indicators.criteria.domain.result import IndicatorResult


@dataclass(frozen=True, slots=True)
class IndicatorThresholds:
    """The thresholds of an indicator as whole numbers: threshold * `scale`, which is negative for `lower`.

    So "at least" and "at most" both mean `value * scale ≥ limit`, and because limits are whole that is
    `⌊value * scale⌋ ≥ limit`: exact, without a fraction. Limits never fall (`read_framework` checks it),
    so the levels met are always the first ones that count: `meets[k]` are the first k of `counts`.
    """

    indicator: Indicator
    dimension: int
    scale: int
    limits: tuple[int, ...]
    required: tuple[Fraction, ...]
    counts: tuple[int, ...]
    meets: tuple[tuple[int, ...], ...]
    missing: IndicatorResult
    not_applicable: IndicatorResult

    def levels_met(self, value: Fraction) -> tuple[int, ...]:
        """Return the levels that `value` meets. Source: docs/architecture.md, "Meeting a level"."""
        numerator, denominator = value.as_integer_ratio()
        scaled = numerator * self.scale
        if self.indicator.direction == "equals":
            met = zip(self.counts, self.limits, strict=True)
            return tuple([level for level, limit in met if scaled == limit * denominator])
        return self.meets[bisect_right(self.limits, scaled // denominator)]


@dataclass(frozen=True, slots=True)
class LevelRequirement:
    """The numbers of met indicators that a level needs, by the number of counted ones.

    `needed[counted]` is the least n with 100 * n ÷ counted ≥ share.
    """

    rule: LevelRule
    needed: tuple[int, ...]
    needed_in_dimension: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FrameworkThresholds:
    """The numbers of a framework that do not depend on an area.

    `gates` are positions in `indicators`. `counted[d][n]` is the number of indicators of dimension d that
    count at level n (index 0 unused).
    """

    indicators: tuple[IndicatorThresholds, ...]
    gates: tuple[int, ...]
    dimensions: tuple[str, ...]
    counted: tuple[tuple[int, ...], ...]
    levels: tuple[LevelRequirement, ...]


@lru_cache(maxsize=32)
def framework_thresholds(framework: Framework) -> FrameworkThresholds:
    """Return the thresholds of a framework; the last 32 frameworks are cached."""
    indicators = tuple(
        _indicator_thresholds(indicator, position)
        for position, dimension in enumerate(framework.dimensions)
        for indicator in dimension.indicators
    )
    counted = [[0] * (len(framework.levels) + 1) for _ in framework.dimensions]
    for indicator_thresholds in indicators:
        for level in indicator_thresholds.counts:
            counted[indicator_thresholds.dimension][level] += 1
    return FrameworkThresholds(
        indicators=indicators,
        gates=tuple(
            position
            for position, indicator_thresholds in enumerate(indicators)
            if indicator_thresholds.indicator.gate
        ),
        dimensions=tuple(dimension.code for dimension in framework.dimensions),
        counted=tuple(map(tuple, counted)),
        levels=tuple(_level_requirement(rule, len(indicators)) for rule in framework.levels),
    )


def _indicator_thresholds(indicator: Indicator, dimension: int) -> IndicatorThresholds:
    thresholds = [
        (level, threshold) for level, threshold in enumerate(indicator.thresholds, 1) if threshold is not None
    ]
    scale = lcm(*(threshold.denominator for _, threshold in thresholds))
    if indicator.direction == "lower":
        scale = -scale
    counts = tuple(level for level, _ in thresholds)
    return IndicatorThresholds(
        indicator=indicator,
        dimension=dimension,
        scale=scale,
        limits=tuple(int(threshold * scale) for _, threshold in thresholds),
        required=tuple(threshold for _, threshold in thresholds),
        counts=counts,
        meets=tuple(counts[:k] for k in range(len(counts) + 1)),
        missing=IndicatorResult(indicator.code, None, (), counts, False),
        not_applicable=IndicatorResult(indicator.code, None, (), (), True),
    )


def _level_requirement(rule: LevelRule, indicator_count: int) -> LevelRequirement:
    return LevelRequirement(
        rule=rule,
        needed=tuple(_least(rule.pass_share, counted) for counted in range(indicator_count + 1)),
        needed_in_dimension=tuple(
            _least(rule.dimension_share, counted) for counted in range(indicator_count + 1)
        ),
    )


def _least(share: Fraction, counted: int) -> int:
    """Return the least whole n with 100 * n ÷ counted ≥ share."""
    return -(-share.numerator * counted // (100 * share.denominator))
