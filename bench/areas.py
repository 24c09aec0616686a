"""Made-up areas with answers to the indicators of an edition, the same in every run."""

from __future__ import annotations

import random
from fractions import Fraction

from indicators.criteria.domain.answers import Answer
from indicators.criteria.domain.framework import Framework, Indicator

CHANCE_OF_A_WEAK_ANSWER = 0.12
CHANCE_OF_NO_ANSWER = 0.03


def made_up_areas(framework: Framework, number: int) -> list[dict[str, Answer]]:
    """Return the answers of `number` areas around all levels; formula indicators have inputs."""
    generator = random.Random(2565)
    return [_area(framework, generator) for _ in range(number)]


def _area(framework: Framework, generator: random.Random) -> dict[str, Answer]:
    level = generator.randint(1, len(framework.levels))
    return {
        indicator.code: _answer(indicator, level, generator)
        for indicator in framework.indicators
        if generator.random() >= CHANCE_OF_NO_ANSWER
    }


def _answer(indicator: Indicator, level: int, generator: random.Random) -> Answer:
    thresholds = [threshold for threshold in indicator.thresholds[:level] if threshold is not None]
    value = thresholds[-1] if thresholds else Fraction(0)
    if generator.random() < CHANCE_OF_A_WEAK_ANSWER:
        value += {"higher": -1, "lower": 1, "equals": -1}[indicator.direction]
    if indicator.kind in ("boolean", "choice", "count"):
        return Answer(value=max(value, Fraction(0)))
    if indicator.formula == "direct":
        return Answer(value=value)
    return Answer(inputs=_inputs(indicator, value, generator))


def _inputs(indicator: Indicator, target: Fraction, generator: random.Random) -> dict[str, Fraction]:
    """Return whole inputs whose value is `target` or the nearest better one."""
    if indicator.formula in ("percent", "rate"):
        whole = generator.randint(20, 400)
        exact = target * whole / (indicator.base or 100)
        part = exact // 1 if indicator.direction == "lower" else -(-exact // 1)
        return {"part": Fraction(min(max(part, 0), whole)), "whole": Fraction(whole)}
    baseline = generator.randint(10_000, 1_000_000)
    change = -(-target * baseline // 100)
    sign = 1 if indicator.formula == "growth" else -1
    return {"current": Fraction(baseline + sign * change), "baseline": Fraction(baseline)}
