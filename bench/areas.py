"""Made-up areas with answers to the indicators of an edition, the same in every run."""

from __future__ import annotations

import random
from fractions import Fraction

from indicators.criteria.domain.answers import Answer
from indicators.criteria.domain.formulas import FORMULAS
from indicators.criteria.domain.framework import Framework, Indicator
from indicators.criteria.domain.kinds import KINDS
from indicators.criteria.domain.reaching import inputs_for_threshold

CHANCE_OF_A_WEAK_ANSWER = 0.12
CHANCE_OF_NO_ANSWER = 0.03
SIZES = {"whole": (20, 400), "baseline": (10_000, 1_000_000)}  # of the second input of a formula


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
    if not KINDS[indicator.kind].takes_formula:
        return Answer(value=max(value, Fraction(0)))
    if not FORMULAS[indicator.formula].inputs:
        return Answer(value=value)
    return Answer(inputs=_inputs(indicator, value, generator))


def _inputs(indicator: Indicator, target: Fraction, generator: random.Random) -> dict[str, Fraction]:
    """Return whole inputs whose value is `target` or the nearest better one."""
    formula = FORMULAS[indicator.formula]
    first, second = formula.inputs
    size = Fraction(generator.randint(*SIZES[second]))
    number = max(inputs_for_threshold(indicator, {second: size}, target)[first], Fraction(0))
    return {first: min(number, size) if formula.is_share else number, second: size}
