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
    """Return inputs whose value meets `required`: the first input changes the least, the others are kept.

    With a whole divisor the first input is whole too, because there are no half factories. A missing or
    unusable divisor is replaced (`Formula.kept_inputs`). For the direction `equals` the exact number is
    returned, rounded to 4 decimal places.
    """
    formula, base = FORMULAS[indicator.formula], indicator.base or HUNDRED
    kept = formula.kept_inputs(inputs, base)
    exact = formula.first_input(required, kept, base)
    denominator = 1 if all(number.denominator == 1 for number in kept.values()) else MAX_DENOMINATOR
    if indicator.direction == "equals":
        changed = Fraction(round(exact * MAX_DENOMINATOR), MAX_DENOMINATOR)
    else:
        is_rounded_up = (indicator.direction == "higher") != formula.is_falling
        changed = Fraction((ceil if is_rounded_up else floor)(exact * denominator), denominator)
    return {formula.inputs[0]: changed, **kept}
