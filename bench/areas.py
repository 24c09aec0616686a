"""Areas to measure with: made-up answers to every indicator of an edition, the same at every run."""

from __future__ import annotations

import random
from fractions import Fraction

from indicators.domain.answers import Answer
from indicators.domain.framework import Framework, Indicator

CHANCE_OF_A_WEAK_ANSWER = 0.12
CHANCE_OF_NO_ANSWER = 0.03


def made_up_areas(framework: Framework, number: int) -> list[dict[str, Answer]]:
    """Return `number` areas around every level; formula indicators are given as inputs."""
    dice = random.Random(2565)
    return [_area(framework, dice) for _ in range(number)]


def _area(framework: Framework, dice: random.Random) -> dict[str, Answer]:
    aim = dice.randint(1, len(framework.levels))
    return {
        indicator.code: _answer(indicator, aim, dice)
        for indicator in framework.indicators
        if dice.random() >= CHANCE_OF_NO_ANSWER
    }


def _answer(indicator: Indicator, aim: int, dice: random.Random) -> Answer:
    asked = [threshold for threshold in indicator.thresholds[:aim] if threshold is not None]
    wanted = asked[-1] if asked else Fraction(0)
    if dice.random() < CHANCE_OF_A_WEAK_ANSWER:
        wanted += {"higher": -1, "lower": 1, "equals": -1}[indicator.direction]
    if indicator.kind in ("boolean", "choice", "count"):
        return Answer(value=max(wanted, Fraction(0)))
    if indicator.formula == "direct":
        return Answer(value=wanted)
    return Answer(inputs=_inputs(indicator, wanted, dice))


def _inputs(indicator: Indicator, wanted: Fraction, dice: random.Random) -> dict[str, Fraction]:
    """Return whole inputs whose value is `wanted` or next to it on the better side."""
    if indicator.formula in ("percent", "rate"):
        whole = dice.randint(20, 400)
        exact = wanted * whole / (indicator.base or 100)
        part = exact // 1 if indicator.direction == "lower" else -(-exact // 1)
        return {"part": Fraction(min(max(part, 0), whole)), "whole": Fraction(whole)}
    baseline = dice.randint(10_000, 1_000_000)
    change = -(-wanted * baseline // 100)
    sign = 1 if indicator.formula == "growth" else -1
    return {"current": Fraction(baseline + sign * change), "baseline": Fraction(baseline)}
