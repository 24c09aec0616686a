"""The formulas that compute the value of an indicator from its inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from indicators.criteria.domain.faults import Place
from indicators.criteria.domain.framework import Indicator
from indicators.criteria.domain.numbers import UNBOUNDED, Bounds

HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Formula:
    """How a value comes from inputs; without inputs it is typed as it is.

    `inputs` are their keys, `pattern` is the formula in signs with these keys. A value beyond `bounds` is
    refused with `fault`; `expected` are the usual bounds of a value, which may be broken.
    """

    code: str
    inputs: tuple[str, ...] = ()
    pattern: str = ""
    has_base: bool = False  # whether the indicator says per how many: per 100, per 1,000
    bounds: Bounds = UNBOUNDED
    fault: str = ""
    expected: Bounds = UNBOUNDED
    not_negative: tuple[str, ...] = ()  # inputs
    is_share: bool = False  # whether the first input is a part of the second
    is_falling: bool = False  # whether the value falls when the first input grows

    def value(self, inputs: Mapping[str, Fraction], base: Fraction | None) -> Fraction | None:
        """Return the exact value, or None when there is none; a value typed as it is has no inputs."""
        return None

    def first_input(self, value: Fraction, others: Mapping[str, Fraction], base: Fraction) -> Fraction:
        """Return the first input that gives `value` together with the `others`."""
        raise NotImplementedError

    def kept_inputs(self, inputs: Mapping[str, Fraction], base: Fraction) -> dict[str, Fraction]:
        """Return all inputs but the first, usable ones in place of those that are missing or unusable."""
        return {key: inputs.get(key, HUNDRED) for key in self.inputs[1:]}

    def record_input_faults(self, inputs: Mapping[str, Fraction], at: Place) -> None:
        """Record impossible inputs: negative ones, a part above its whole.

        A negative `current` is allowed: a town may sell more energy than it buys.
        """
        for key in self.not_negative:
            if key in inputs and inputs[key] < 0:
                at.key(key).refuse("negative")
        if self.is_share and len(inputs) == 2 and inputs[self.inputs[0]] > inputs[self.inputs[1]]:
            at.refuse("the part is greater than the whole")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Quotient(Formula):
    """A formula of the first input ÷ the second; no value for a division by zero.

    `scaled` computes the value from numerator and denominator of the quotient, `solved` the first input from
    the value and the second.
    """

    scaled: Callable[[int, int, Fraction], Fraction]
    solved: Callable[[Fraction, Fraction, Fraction], Fraction]

    def value(self, inputs: Mapping[str, Fraction], base: Fraction | None) -> Fraction | None:
        """Return the exact value, or None when an input is missing or the divisor is zero."""
        first, second = self.inputs
        if first not in inputs or second not in inputs:
            return None
        # first ÷ second with whole numbers and one division at the end: several times faster than fractions
        numerator, denominator = inputs[first].as_integer_ratio()
        divisor, multiplier = inputs[second].as_integer_ratio()
        bottom = divisor * denominator
        return self.scaled(numerator * multiplier, bottom, base or HUNDRED) if bottom else None

    def first_input(self, value: Fraction, others: Mapping[str, Fraction], base: Fraction) -> Fraction:
        """Return the first input that gives `value` with this divisor."""
        return self.solved(value, others[self.inputs[1]], base)

    def kept_inputs(self, inputs: Mapping[str, Fraction], base: Fraction) -> dict[str, Fraction]:
        """Return the divisor; 100, or the base, in place of one that is missing or not positive."""
        key = self.inputs[1]
        divisor = inputs.get(key, Fraction(0))
        return {key: divisor if divisor > 0 else base if self.has_base else HUNDRED}


def _rate(top: int, bottom: int, base: Fraction) -> Fraction:
    numerator, denominator = base.as_integer_ratio()
    return Fraction(numerator * top, denominator * bottom)


# Source: docs/architecture.md, "Value of an indicator".
FORMULAS: dict[str, Formula] = {
    formula.code: formula
    for formula in (
        # An amount such as accidents or tonnes is usually not negative.
        Formula(code="direct", expected=Bounds(lowest=0)),
        Quotient(
            code="percent",
            inputs=("part", "whole"),
            pattern="100 × {part} ÷ {whole}",
            scaled=lambda top, bottom, _base: Fraction(100 * top, bottom),
            solved=lambda value, whole, _base: whole * value / 100,
            bounds=Bounds(0, 100),
            fault="a part of a whole is from 0 to 100 percent",
            not_negative=("part", "whole"),
            is_share=True,
        ),
        Quotient(
            code="rate",
            inputs=("part", "whole"),
            pattern="{base} × {part} ÷ {whole}",
            has_base=True,
            scaled=_rate,
            solved=lambda value, whole, base: whole * value / base,
            bounds=Bounds(lowest=0),
            fault="a rate is not negative",
            not_negative=("part", "whole"),
        ),
        Quotient(
            code="growth",
            inputs=("current", "baseline"),
            pattern="100 × ({current} − {baseline}) ÷ {baseline}",
            scaled=lambda top, bottom, _base: Fraction(100 * (top - bottom), bottom),
            solved=lambda value, baseline, _base: baseline * (1 + value / 100),
            expected=Bounds(lowest=-100),
            not_negative=("baseline",),
        ),
        Quotient(
            code="reduction",
            inputs=("current", "baseline"),
            pattern="100 × ({baseline} − {current}) ÷ {baseline}",
            scaled=lambda top, bottom, _base: Fraction(100 * (bottom - top), bottom),
            solved=lambda value, baseline, _base: baseline * (1 - value / 100),
            expected=Bounds(highest=100),
            not_negative=("baseline",),
            is_falling=True,
        ),
    )
}
# In place of a formula that does not exist: a document or a draft may name one, which the reader refuses.
ANY_FORMULA = Formula(code="")


def formula_named(code: str) -> Formula:
    """Return the formula, `ANY_FORMULA` when there is none of this name."""
    return FORMULAS.get(code, ANY_FORMULA)


def value_of(indicator: Indicator, inputs: Mapping[str, Fraction]) -> Fraction | None:
    """Return the exact value, or None when an input is missing or the divisor is zero.

    An indicator without a formula has no inputs: always None.
    """
    return FORMULAS[indicator.formula].value(inputs, indicator.base)
