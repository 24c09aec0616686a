"""The formulas that compute the value of an indicator from its inputs."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from indicators.criteria.domain.framework import Indicator

# Formula → keys of its inputs. Source: docs/architecture.md, "Value of an indicator".
FORMULAS: dict[str, tuple[str, ...]] = {
    "direct": (),
    "percent": ("part", "whole"),
    "rate": ("part", "whole"),
    "growth": ("current", "baseline"),
    "reduction": ("current", "baseline"),
}


def value_of(indicator: Indicator, inputs: Mapping[str, Fraction]) -> Fraction | None:
    """Return the exact value, or None when an input is missing or the divisor is zero.

    A `direct` indicator has no formula: always None.
    """
    formula = indicator.formula
    if formula == "direct":
        return None
    first, second = FORMULAS[formula]
    if first not in inputs or second not in inputs:
        return None
    # first ÷ second with whole numbers and one division at the end: several times faster than fractions
    numerator, denominator = inputs[first].as_integer_ratio()
    divisor, multiplier = inputs[second].as_integer_ratio()
    top, bottom = numerator * multiplier, divisor * denominator
    if bottom == 0:
        return None
    if formula == "percent":
        return Fraction(100 * top, bottom)
    if formula == "rate":
        base, per = (indicator.base or Fraction(0)).as_integer_ratio()
        return Fraction(base * top, per * bottom)
    change = top - bottom if formula == "growth" else bottom - top
    return Fraction(100 * change, bottom)
