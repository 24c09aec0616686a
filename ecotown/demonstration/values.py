"""Invented values that attain a given level, for demonstration and tests; not measurements."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from random import Random

from assessments.entry.domain.values import EntryValue
from indicators.criteria.domain.framework import Framework, Indicator

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


def _target_value(indicator: Indicator, level: int) -> Fraction:
    """Return the threshold of `level`; below the indicator's first threshold, a value that meets none."""
    threshold = indicator.thresholds[level - 1] if level else None
    if threshold is not None:
        return threshold
    lowest = next(value for value in indicator.thresholds if value is not None)
    if indicator.direction == "lower":
        return lowest + max(Fraction(1), abs(lowest) / 10)
    return Fraction(0) if indicator.kind != "number" else lowest - max(Fraction(1), abs(lowest) / 10)


def _entry_value(indicator: Indicator, target: Fraction, random: Random, factories: int) -> EntryValue:
    if not indicator.inputs:
        return EntryValue(value=_decimal(target))
    is_lower = indicator.direction == "lower"
    if indicator.formula in {"growth", "reduction"}:
        change = target if indicator.formula == "growth" else -target
        return EntryValue(
            inputs={"current": _decimal(BASELINE * (100 + change) / 100), "baseline": Decimal(BASELINE)}
        )
    # An area has one number of factories and of employees, the same in every indicator.
    unit = next(item.unit_th for item in indicator.inputs if item.key == "whole")
    whole = {FACTORIES: factories, PEOPLE: EMPLOYEES}.get(unit) or random.choice(WHOLES)
    base = indicator.base or 100
    rounding = ROUND_FLOOR if is_lower else ROUND_CEILING
    part = _decimal(target * whole / base).quantize(Decimal(1), rounding=rounding)
    return EntryValue(inputs={"part": max(part, Decimal(0)), "whole": Decimal(whole)})


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
