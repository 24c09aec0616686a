"""The indicators to raise for the next level. Source: docs/architecture.md, "Next step"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cmp_to_key
from typing import NamedTuple

from indicators.criteria.domain.result import IndicatorResult, LevelResult, NextStep, Step
from indicators.criteria.domain.thresholds import FrameworkThresholds, IndicatorThresholds


class _Gap(NamedTuple):
    """An indicator that counts at the level and does not meet it; its distance is `off` ÷ `out_of`."""

    position: int
    dimension: int
    gate: bool
    step: Step
    off: int
    out_of: int


def next_step(
    thresholds: FrameworkThresholds, target: LevelResult, indicators: tuple[IndicatorResult, ...]
) -> NextStep | None:
    """Return the smallest set of indicators that attains `target`; None when nothing counts there.

    `target` is the level above the attained one. The set has all unmet gates, then what each dimension is
    short of, then what is still short overall. Each of the three takes the relatively nearest indicators
    first (`_gap`); equally near ones keep the order of the framework. No smaller set is enough: every gate
    is needed, and each step adds only what the steps before it left short. Lower levels stay attained,
    because thresholds never get easier from level to level.
    """
    if not target.something_counts:
        return None
    gaps = sorted(_gaps(thresholds, target.level, indicators), key=cmp_to_key(_by_distance))
    chosen = [gap for gap in gaps if gap.gate]
    others = [gap for gap in gaps if not gap.gate]
    gates = Counter([thresholds.dimensions[gap.dimension] for gap in chosen])
    for dimension in target.dimensions:
        short = dimension.needed - dimension.met - gates[dimension.code]
        inside = [gap for gap in others if thresholds.dimensions[gap.dimension] == dimension.code]
        chosen += inside[: max(short, 0)]
    taken = {gap.position for gap in chosen}
    rest = [gap for gap in others if gap.position not in taken]
    chosen += rest[: max(target.needed - target.met - len(chosen), 0)]
    return NextStep(target.level, tuple([gap.step for gap in chosen]))


def _gaps(thresholds: FrameworkThresholds, level: int, indicators: Iterable[IndicatorResult]) -> list[_Gap]:
    return [
        _gap(indicator_thresholds, result, position=position, level=level)
        for position, (indicator_thresholds, result) in enumerate(
            zip(thresholds.indicators, indicators, strict=True)
        )
        if level in result.counts and level not in result.meets
    ]


def _gap(thresholds: IndicatorThresholds, result: IndicatorResult, *, position: int, level: int) -> _Gap:
    """Return the gap with its relative distance: |required - value| ÷ |required|.

    Where 0 is required the distance is relative to the value, so always 1. A missing value is the
    farthest: 1 ÷ 0. Both numbers are scaled like the limits of `thresholds`, which does not change the ratio.
    """
    index = thresholds.counts.index(level)
    step = Step(result.code, result.value, thresholds.required[index])
    if result.value is None:
        return _Gap(position, thresholds.dimension, thresholds.indicator.gate, step, 1, 0)
    numerator, denominator = result.value.as_integer_ratio()
    value, required = numerator * thresholds.scale, thresholds.limits[index] * denominator
    off, out_of = abs(required - value), abs(required or value)
    return _Gap(position, thresholds.dimension, thresholds.indicator.gate, step, off, out_of)


def _by_distance(left: _Gap, right: _Gap) -> int:
    """Return a negative number when `left` is nearer; cross-multiplied: exact, and correct for 1 ÷ 0."""
    return left.off * right.out_of - right.off * left.out_of
