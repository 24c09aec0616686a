"""The possible values of an indicator: what its kind and its formula both allow."""

from __future__ import annotations

from fractions import Fraction

from indicators.criteria.domain.faults import Place
from indicators.criteria.domain.formulas import FORMULAS, Formula
from indicators.criteria.domain.framework import Indicator
from indicators.criteria.domain.kinds import KINDS, Kind
from indicators.criteria.domain.numbers import UNBOUNDED, Bounds


def read_value(value: object, at: Place, *, kind: Kind, formula: Formula) -> Fraction | None:
    """Return a value or a threshold, or None after recording why the indicator cannot have it.

    Source: docs/architecture.md, "Value of an indicator".
    """
    number = kind.read(value, at)
    if number is not None and not formula.bounds.contains(number):
        at.refuse(formula.fault)
        return None
    return number


def bounds_of(indicator: Indicator) -> Bounds:
    """Return the bounds of a value typed or computed; those of a kind hold for a typed one only."""
    formula = FORMULAS[indicator.formula]
    return formula.bounds.within(UNBOUNDED if formula.inputs else KINDS[indicator.kind].bounds)
