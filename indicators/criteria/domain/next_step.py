"""The indicators to raise for the next level. Source: docs/architecture.md, "Next step"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cmp_to_key
from typing import NamedTuple

from indicators.criteria.domain.result import IndicatorResult, IndicatorToRaise, LevelResult, NextStep
from indicators.criteria.domain.thresholds import FrameworkThresholds, IndicatorThresholds


class _Candidate(NamedTuple):
    """An indicator that counts at the level and does not meet it; its distance is `off` ÷ `out_of`."""

    position: int
    dimension: int
    gate: bool
    to_raise: IndicatorToRaise
    off: int
    out_of: int


def next_step(
    thresholds: FrameworkThresholds, target: LevelResult, indicators: tuple[IndicatorResult, ...]
) -> NextStep | None:
    """Return the smallest set of indicators that attains `target`; None when nothing counts there.

    `target` is the level above the attained one. The set has all unmet gates, then what each dimension is
    short of, then what is still short overall. Each of the three takes the relatively nearest candidates
    first (`_candidate`); equally near ones keep the order of the framework. No smaller set is enough: every
    gate is needed, and each part adds only what the parts before it left short. Lower levels stay attained,
    because thresholds never get easier from level to level.
    """
    if not target.something_counts:
        return None
    candidates = sorted(_candidates(thresholds, target.level, indicators), key=cmp_to_key(_by_distance))
    chosen = [candidate for candidate in candidates if candidate.gate]
    without_gates = [candidate for candidate in candidates if not candidate.gate]
    gates = Counter([thresholds.dimensions[candidate.dimension] for candidate in chosen])
    for dimension in target.dimensions:
        short = dimension.needed - dimension.met - gates[dimension.code]
        inside = [
            candidate
            for candidate in without_gates
            if thresholds.dimensions[candidate.dimension] == dimension.code
        ]
        chosen += inside[: max(short, 0)]
    chosen_positions = {candidate.position for candidate in chosen}
    remaining = [candidate for candidate in without_gates if candidate.position not in chosen_positions]
    chosen += remaining[: max(target.needed - target.met - len(chosen), 0)]
    return NextStep(target.level, tuple([candidate.to_raise for candidate in chosen]))


def _candidates(
    thresholds: FrameworkThresholds, level: int, indicators: Iterable[IndicatorResult]
) -> list[_Candidate]:
    return [
        _candidate(indicator_thresholds, result, position=position, level=level)
        for position, (indicator_thresholds, result) in enumerate(
            zip(thresholds.indicators, indicators, strict=True)
        )
        if level in result.counts and level not in result.meets
    ]


def _candidate(
    thresholds: IndicatorThresholds, result: IndicatorResult, *, position: int, level: int
) -> _Candidate:
    """Return the candidate with its relative distance: |required - value| ÷ |required|.

    Where 0 is required the distance is relative to the value, so always 1. A missing value is the
    farthest: 1 ÷ 0. Both numbers are scaled like the limits of `thresholds`, which does not change the ratio.
    """
    index = thresholds.counts.index(level)
    to_raise = IndicatorToRaise(result.code, result.value, thresholds.required[index])
    if result.value is None:
        return _Candidate(position, thresholds.dimension, thresholds.indicator.gate, to_raise, 1, 0)
    numerator, denominator = result.value.as_integer_ratio()
    value, required = numerator * thresholds.scale, thresholds.limits[index] * denominator
    off, out_of = abs(required - value), abs(required or value)
    return _Candidate(position, thresholds.dimension, thresholds.indicator.gate, to_raise, off, out_of)


def _by_distance(left: _Candidate, right: _Candidate) -> int:
    """Return a negative number when `left` is nearer; cross-multiplied: exact, and correct for 1 ÷ 0."""
    return left.off * right.out_of - right.off * left.out_of
