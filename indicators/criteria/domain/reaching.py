"""Inputs that make an indicator meet a threshold: the formulas solved for their first input.

Source: docs/architecture.md, "Value of an indicator".
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor

from indicators.criteria.domain.formulas import FORMULAS, HUNDRED
from indicators.criteria.domain.framework import Indicator

MAX_DENOMINATOR = 10**4  # an entered number has at most 4 decimal places


def inputs_for_threshold(
    indicator: Indicator, inputs: Mapping[str, Fraction], required: Fraction
) -> dict[str, Fraction]:
    """Return inputs whose value meets `required`: the second is kept, the first changes the least.

    With a whole second input the first is whole too, because there are no half factories. A missing or
    non-positive divisor is replaced by 100 (by `base` in a `rate`). For the direction `equals` the exact
    number is returned, rounded to 4 decimal places.
    """
    formula, base = FORMULAS[indicator.formula], indicator.base or HUNDRED
    first, second = formula.inputs
    kept = inputs.get(second, Fraction(0))
    if kept < 0 or formula.value(Fraction(0), kept, base) is None:
        kept = base if formula.has_base else HUNDRED
    exact = formula.first_input(required, kept, base)
    denominator = 1 if kept.denominator == 1 else MAX_DENOMINATOR
    if indicator.direction == "equals":
        return {first: Fraction(round(exact * MAX_DENOMINATOR), MAX_DENOMINATOR), second: kept}
    is_rounded_up = (indicator.direction == "higher") != formula.is_falling
    rounded = (ceil if is_rounded_up else floor)(exact * denominator)
    return {first: Fraction(rounded, denominator), second: kept}
