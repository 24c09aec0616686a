"""What an area must raise to attain the level above its own: design.md, "Next step"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cmp_to_key
from typing import NamedTuple

from indicators.domain.result import IndicatorResult, LevelResult, NextStep, Step
from indicators.domain.yardstick import Measure, Yardstick


class _Gap(NamedTuple):
    """An indicator that counts at the level and does not meet it; it is `off` ÷ `out_of` away."""

    position: int
    dimension: int
    gate: bool
    step: Step
    off: int
    out_of: int


def next_step(
    yardstick: Yardstick, target: LevelResult, indicators: tuple[IndicatorResult, ...]
) -> NextStep | None:
    """Return the smallest set that attains `target`, the level above; None when nothing counts there.

    First all unmet gates, then each dimension's shortfall, then what is still short overall. Each part
    takes the relatively nearest first (`_gap`), the framework's order among equally near ones.
    No smaller set does it: every gate is needed, and each part adds only what the parts before it left
    short. Lower levels stay attained, since a threshold never gets easier.
    """
    if not target.something_counts:
        return None
    gaps = sorted(_gaps(yardstick, target.level, indicators), key=cmp_to_key(_by_distance))
    chosen = [gap for gap in gaps if gap.gate]
    others = [gap for gap in gaps if not gap.gate]
    gates = Counter([yardstick.dimensions[gap.dimension] for gap in chosen])
    for dimension in target.dimensions:
        short = dimension.needed - dimension.met - gates[dimension.code]
        inside = [gap for gap in others if yardstick.dimensions[gap.dimension] == dimension.code]
        chosen += inside[: max(short, 0)]
    taken = {gap.position for gap in chosen}
    rest = [gap for gap in others if gap.position not in taken]
    chosen += rest[: max(target.needed - target.met - len(chosen), 0)]
    return NextStep(target.level, tuple([gap.step for gap in chosen]))


def _gaps(yardstick: Yardstick, level: int, indicators: Iterable[IndicatorResult]) -> list[_Gap]:
    return [
        _gap(measure, result, position=position, level=level)
        for position, (measure, result) in enumerate(zip(yardstick.measures, indicators, strict=True))
        if level in result.counts and level not in result.meets
    ]


def _gap(measure: Measure, result: IndicatorResult, *, position: int, level: int) -> _Gap:
    """Return the gap with its distance relative to what is required: |required - value| ÷ |required|.

    Where 0 is required it is relative to the value itself, so always 1. A missing value is the
    farthest: 1 ÷ 0. Both numbers are scaled like the limits of `measure`, which leaves the ratio alone.
    """
    at = measure.counts.index(level)
    step = Step(result.code, result.value, measure.required[at])
    if result.value is None:
        return _Gap(position, measure.dimension, measure.indicator.gate, step, 1, 0)
    numerator, denominator = result.value.as_integer_ratio()
    has, asks = numerator * measure.scale, measure.limits[at] * denominator
    return _Gap(position, measure.dimension, measure.indicator.gate, step, abs(asks - has), abs(asks or has))


def _by_distance(one: _Gap, other: _Gap) -> int:
    """Return a negative number when `one` is nearer; cross-multiplied, so exact and right for 1 ÷ 0."""
    return one.off * other.out_of - other.off * one.out_of
