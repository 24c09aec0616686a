"""Numbers as they are read from a document, and the bounds between which they lie."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import inf
from typing import NamedTuple

from indicators.criteria.domain.faults import Place, type_in_words

VALUE_LIMIT = 10**14  # of an absolute value, exclusive; the GDP of Thailand is 2e13 baht
MAX_DECIMAL_PLACES = 60  # decimal places


class Bounds(NamedTuple):
    """The least and the greatest number, both inclusive: whole numbers, infinite where there is none."""

    lowest: float = -inf
    highest: float = inf

    def contains(self, number: Fraction | Decimal) -> bool:
        """Return whether `number` lies between the bounds."""
        return self.lowest <= number <= self.highest

    def nearest(self, number: Fraction) -> Fraction:
        """Return the number between the bounds that is nearest to `number`."""
        if self.contains(number):
            return number
        return Fraction(self.lowest if number < self.lowest else self.highest)

    def within(self, outer: Bounds) -> Bounds:
        """Return the bounds of the numbers that lie in both."""
        return Bounds(max(self.lowest, outer.lowest), min(self.highest, outer.highest))

    def unbroken_by(self, numbers: Sequence[Fraction]) -> Bounds:
        """Return the bounds without each that one of `numbers` lies beyond."""
        return Bounds(
            self.lowest if self.lowest <= min(numbers) else -inf,
            self.highest if self.highest >= max(numbers) else inf,
        )


UNBOUNDED = Bounds()


def read_number(value: object, at: Place) -> Fraction | None:
    """Return `value` exactly, or None after recording why it is no number below `VALUE_LIMIT`."""
    if isinstance(value, bool) or not isinstance(value, (int, Fraction, Decimal)):
        at.refuse(f"{type_in_words(value)} where a number is expected")
        return None
    if isinstance(value, Decimal) and not _is_writable(value):
        at.refuse("a number beyond any sense")
        return None
    number = Fraction(value)
    if abs(number) >= VALUE_LIMIT:
        at.refuse("a number beyond any sense")
        return None
    return number


def _is_writable(value: Decimal) -> bool:
    """Return whether `value` is finite and has few enough digits for a fraction."""
    exponent = value.as_tuple().exponent
    return (
        isinstance(exponent, int)
        and exponent >= -MAX_DECIMAL_PLACES
        and value.adjusted() <= MAX_DECIMAL_PLACES
    )
