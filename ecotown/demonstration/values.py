"""Invented values that attain a given level, for demonstration and tests; not measurements."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import inf
from random import Random

from assessments.entry.domain.values import EntryValue
from indicators.criteria.domain.formulas import FORMULAS
from indicators.criteria.domain.framework import Framework, Indicator
from indicators.criteria.domain.kinds import KINDS
from indicators.criteria.domain.reaching import inputs_for_threshold

WHOLES = (40, 60, 80, 120, 200)
EMPLOYEES = 10_000
FACTORIES = "โรงงาน"  # the unit in which factories are counted
PEOPLE = "คน"
BASELINE = 1_000


def values_for(edition: Framework, level: int, seed: str, ahead_percent: int = 0) -> dict[str, EntryValue]:
    """Return a value for each indicator that just attains `level` (0 to the highest); equal for equal seeds.

    `ahead_percent` of the indicators without a gate meet the threshold of the next level.
    """
    random = Random(seed)  # noqa: S311 invented values, no secrets
    above = min(level + 1, len(edition.levels))
    factories = random.choice(WHOLES)
    values = {}
    for indicator in edition.indicators:
        is_ahead = not indicator.gate and random.randrange(100) < ahead_percent
        values[indicator.code] = _entry_value(
            indicator, _target_value(indicator, above if is_ahead else level), random, factories
        )
    return values


def quantities_for(edition: Framework, values: Mapping[str, EntryValue]) -> dict[str, Decimal]:
    """Return the shared quantities by key, as `values` of all indicators have them."""
    return {
        quantity.key: values[indicator.code].inputs[formula_input.key]
        for quantity in edition.quantities
        for indicator, formula_input in edition.inputs_of(quantity.key)[:1]
    }


def _target_value(indicator: Indicator, level: int) -> Fraction:
    """Return the threshold of `level`; below the indicator's first threshold, a value that meets none."""
    threshold = indicator.thresholds[level - 1] if level else None
    if threshold is not None:
        return threshold
    lowest = next(value for value in indicator.thresholds if value is not None)
    if indicator.direction == "lower":
        return lowest + max(Fraction(1), abs(lowest) / 10)
    least = KINDS[indicator.kind].bounds.lowest
    return lowest - max(Fraction(1), abs(lowest) / 10) if least == -inf else Fraction(least)


def _entry_value(indicator: Indicator, target: Fraction, random: Random, factories: int) -> EntryValue:
    if not indicator.inputs:
        return EntryValue(value=_decimal(target))
    formula = FORMULAS[indicator.formula]
    first, second = formula.inputs
    # An area has one number of factories and of employees, the same in every indicator.
    unit = next(item.unit_th for item in indicator.inputs if item.key == second)
    sizes = {FACTORIES: factories, PEOPLE: EMPLOYEES}
    size = BASELINE if second == "baseline" else sizes.get(unit) or random.choice(WHOLES)
    number = inputs_for_threshold(indicator, {second: Fraction(size)}, target)[first]
    number = max(number, Fraction(0)) if first in formula.not_negative else number
    return EntryValue(inputs={first: _decimal(number), second: Decimal(size)})


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
