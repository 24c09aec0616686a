"""Which numbers make an indicator meet a threshold: the formulas of design.md read backwards."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor

from indicators.domain.formulas import FORMULAS
from indicators.domain.framework import Indicator

HUNDRED = Fraction(100)
PLACES = 10**4  # decimal places that typed numbers keep, as powers of ten


def inputs_reaching(
    indicator: Indicator, inputs: Mapping[str, Fraction], required: Fraction
) -> dict[str, Fraction]:
    """Return inputs whose value meets `required`: the divisor stays, the other one moves just far enough.

    Where the divisor is a whole number the other one stays whole too, because half a factory meets
    nothing. Without a divisor, or one of 0, the numbers are those of 100 (of `base` in a `rate`).
    For `equals` the exact number is given, rounded to what can be typed.
    """
    moved, kept = FORMULAS[indicator.formula]
    base = indicator.base or HUNDRED
    divisor = inputs.get(kept, Fraction(0))
    if divisor <= 0:
        divisor = base if indicator.formula == "rate" else HUNDRED
    exact = {
        "percent": divisor * required / 100,
        "rate": divisor * required / base,
        "growth": divisor * (1 + required / 100),
        "reduction": divisor * (1 - required / 100),
    }[indicator.formula]
    grain = 1 if divisor.denominator == 1 else PLACES
    if indicator.direction == "equals":
        return {moved: Fraction(round(exact * PLACES), PLACES), kept: divisor}
    is_up = (indicator.direction == "higher") != (indicator.formula == "reduction")
    return {moved: Fraction((ceil if is_up else floor)(exact * grain), grain), kept: divisor}
