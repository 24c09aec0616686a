"""Inputs that make an indicator meet a threshold: the formulas solved for their first input.

Source: docs/architecture.md, "Value of an indicator".
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor

from indicators.criteria.domain.formulas import FORMULAS
from indicators.criteria.domain.framework import Indicator

HUNDRED = Fraction(100)
MAX_DENOMINATOR = 10**4  # an entered number has at most 4 decimal places


def inputs_for_threshold(
    indicator: Indicator, inputs: Mapping[str, Fraction], required: Fraction
) -> dict[str, Fraction]:
    """Return inputs whose value meets `required`: the divisor is kept, the other input changes the least.

    With a whole divisor the other input is whole too, because there are no half factories. A missing or
    non-positive divisor is replaced by 100 (by `base` in a `rate`). For the direction `equals` the exact
    number is returned, rounded to 4 decimal places.
    """
    changed_key, divisor_key = FORMULAS[indicator.formula]
    base = indicator.base or HUNDRED
    divisor = inputs.get(divisor_key, Fraction(0))
    if divisor <= 0:
        divisor = base if indicator.formula == "rate" else HUNDRED
    exact = {
        "percent": divisor * required / 100,
        "rate": divisor * required / base,
        "growth": divisor * (1 + required / 100),
        "reduction": divisor * (1 - required / 100),
    }[indicator.formula]
    denominator = 1 if divisor.denominator == 1 else MAX_DENOMINATOR
    if indicator.direction == "equals":
        return {changed_key: Fraction(round(exact * MAX_DENOMINATOR), MAX_DENOMINATOR), divisor_key: divisor}
    is_rounded_up = (indicator.direction == "higher") != (indicator.formula == "reduction")
    rounded = (ceil if is_rounded_up else floor)(exact * denominator)
    return {changed_key: Fraction(rounded, denominator), divisor_key: divisor}
