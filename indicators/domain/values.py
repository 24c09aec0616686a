"""Which values an indicator can have, by its kind and its formula."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from indicators.domain.faults import Place, described

LIMIT = 10**14  # no number reaches it, either way; Thailand's whole product is 2e13 baht
FINEST = 60  # decimal places
HIGHEST_STEP = 5  # of a choice


def read_number(value: object, at: Place) -> Fraction | None:
    """Return `value` exactly, or None after recording why it is no sensible number."""
    if isinstance(value, bool) or not isinstance(value, (int, Fraction, Decimal)):
        at.refuse(f"{described(value)} where a number is expected")
        return None
    if isinstance(value, Decimal) and not _is_writable(value):
        at.refuse("a number beyond any sense")
        return None
    number = Fraction(value)
    if abs(number) >= LIMIT:
        at.refuse("a number beyond any sense")
        return None
    return number


def read_value(value: object, at: Place, *, kind: str, formula: str) -> Fraction | None:
    """Return a ready value or a threshold, or None after recording why no such value can exist.

    design.md, "Value of an indicator": yes/no is true or false; a choice is a whole step from 0 to 5;
    a count is whole and not negative. The share that the formula `percent` gives lies in 0 to 100
    because its part is not greater than its whole; a `rate` is not negative.
    """
    if kind == "boolean":
        if isinstance(value, bool):
            return Fraction(value)
        at.refuse(f"{described(value)} where true or false is expected")
        return None
    number = read_number(value, at)
    why = None if number is None else _impossible(number, kind=kind, formula=formula)
    if why:
        at.refuse(why)
        return None
    return number


def _is_writable(value: Decimal) -> bool:
    """Whether `value` is finite and short enough to be turned into a fraction at once."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -FINEST and value.adjusted() <= FINEST


def _impossible(number: Fraction, *, kind: str, formula: str) -> str | None:
    is_whole = number.denominator == 1
    if kind == "choice" and not (is_whole and 0 <= number <= HIGHEST_STEP):
        return f"a choice is a whole number from 0 to {HIGHEST_STEP}"
    if kind == "count" and not (is_whole and number >= 0):
        return "a count is a whole number, 0 or more"
    if formula == "percent" and not 0 <= number <= 100:
        return "a part of a whole is from 0 to 100 percent"
    if formula == "rate" and number < 0:
        return "a rate is not negative"
    return None
