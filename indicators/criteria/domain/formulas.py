"""The formulas that compute the value of an indicator from its inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from indicators.criteria.domain.faults import Place
from indicators.criteria.domain.framework import Indicator
from indicators.criteria.domain.numbers import UNBOUNDED, Bounds

HUNDRED = Fraction(100)


def _nothing(_first: Fraction, _second: Fraction, _base: Fraction) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Formula:
    """How a value comes from two inputs; without inputs it is typed as it is.

    `inputs` are their keys, `pattern` is the formula in signs with these keys. `value` takes both inputs and
    the base, and is None for a division by zero; `first_input` is its inverse, of the value, the second input
    and the base. A value beyond `bounds` is refused with `fault`; `expected` are bounds that may be broken.
    """

    code: str
    inputs: tuple[str, ...] = ()
    pattern: str = ""
    value: Callable[[Fraction, Fraction, Fraction], Fraction | None] = _nothing
    first_input: Callable[[Fraction, Fraction, Fraction], Fraction] = lambda value, _second, _base: value
    has_base: bool = False  # whether the indicator says per how many: per 100, per 1,000
    bounds: Bounds = UNBOUNDED
    fault: str = ""
    expected: Bounds = UNBOUNDED
    not_negative: tuple[str, ...] = ()  # inputs
    is_share: bool = False  # whether the first input is a part of the second
    is_falling: bool = False  # whether the value falls when the first input grows

    def record_input_faults(self, inputs: Mapping[str, Fraction], at: Place) -> None:
        """Record impossible inputs: negative ones, a part above its whole.

        A negative `current` is allowed: a town may sell more energy than it buys.
        """
        for key in self.not_negative:
            if key in inputs and inputs[key] < 0:
                at.key(key).refuse("negative")
        if self.is_share and len(inputs) == 2 and inputs[self.inputs[0]] > inputs[self.inputs[1]]:
            at.refuse("the part is greater than the whole")


def _quotient(first: Fraction, second: Fraction) -> tuple[int, int]:
    """Return numerator and denominator of first ÷ second.

    Whole numbers and one division at the end are several times faster than fractions.
    """
    numerator, denominator = first.as_integer_ratio()
    divisor, multiplier = second.as_integer_ratio()
    return numerator * multiplier, divisor * denominator


def _percent(part: Fraction, whole: Fraction, _base: Fraction) -> Fraction | None:
    top, bottom = _quotient(part, whole)
    return Fraction(100 * top, bottom) if bottom else None


def _rate(part: Fraction, whole: Fraction, base: Fraction) -> Fraction | None:
    top, bottom = _quotient(part, whole)
    times, per = base.as_integer_ratio()
    return Fraction(times * top, per * bottom) if bottom else None


def _growth(current: Fraction, baseline: Fraction, _base: Fraction) -> Fraction | None:
    top, bottom = _quotient(current, baseline)
    return Fraction(100 * (top - bottom), bottom) if bottom else None


def _reduction(current: Fraction, baseline: Fraction, _base: Fraction) -> Fraction | None:
    top, bottom = _quotient(current, baseline)
    return Fraction(100 * (bottom - top), bottom) if bottom else None


# Source: docs/architecture.md, "Value of an indicator".
_FORMULAS = (
    Formula(code="direct", expected=Bounds(0)),  # an amount such as accidents or tonnes
    Formula(
        code="percent",
        inputs=("part", "whole"),
        pattern="100 × {part} ÷ {whole}",
        value=_percent,
        first_input=lambda value, whole, _base: whole * value / 100,
        bounds=Bounds(0, 100),
        fault="a part of a whole is from 0 to 100 percent",
        not_negative=("part", "whole"),
        is_share=True,
    ),
    Formula(
        code="rate",
        inputs=("part", "whole"),
        pattern="{base} × {part} ÷ {whole}",
        value=_rate,
        first_input=lambda value, whole, base: whole * value / base,
        has_base=True,
        bounds=Bounds(0),
        fault="a rate is not negative",
        not_negative=("part", "whole"),
    ),
    Formula(
        code="growth",
        inputs=("current", "baseline"),
        pattern="100 × ({current} − {baseline}) ÷ {baseline}",
        value=_growth,
        first_input=lambda value, baseline, _base: baseline * (1 + value / 100),
        expected=Bounds(lowest=-100),
        not_negative=("baseline",),
    ),
    Formula(
        code="reduction",
        inputs=("current", "baseline"),
        pattern="100 × ({baseline} − {current}) ÷ {baseline}",
        value=_reduction,
        first_input=lambda value, baseline, _base: baseline * (1 - value / 100),
        expected=Bounds(highest=100),
        not_negative=("baseline",),
        is_falling=True,
    ),
)
FORMULAS: dict[str, Formula] = {formula.code: formula for formula in _FORMULAS}
# In place of a formula that does not exist: a document or a draft may name one, which the reader refuses.
ANY_FORMULA = Formula(code="")


def value_of(indicator: Indicator, inputs: Mapping[str, Fraction]) -> Fraction | None:
    """Return the exact value, or None when an input is missing or the divisor is zero.

    An indicator without a formula has no inputs: always None.
    """
    formula = FORMULAS[indicator.formula]
    if not formula.inputs:
        return None
    first, second = formula.inputs
    if first not in inputs or second not in inputs:
        return None
    return formula.value(inputs[first], inputs[second], indicator.base or HUNDRED)
