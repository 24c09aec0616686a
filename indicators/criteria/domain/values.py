"""The possible values of an indicator, by its kind and formula."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from indicators.criteria.domain.faults import Place, type_in_words

VALUE_LIMIT = 10**14  # of an absolute value, exclusive; the GDP of Thailand is 2e13 baht
MAX_DECIMAL_PLACES = 60  # decimal places
HIGHEST_STEP = 5  # of a choice


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


def read_value(value: object, at: Place, *, kind: str, formula: str) -> Fraction | None:
    """Return a value or a threshold, or None after recording why the indicator cannot have it.

    A yes/no value is true or false; a choice is a whole step from 0 to 5; a count is whole and not
    negative. A value of the formula `percent` is from 0 to 100, because its part is not greater than its
    whole; a `rate` is not negative. Source: docs/architecture.md, "Value of an indicator".
    """
    if kind == "boolean":
        if isinstance(value, bool):
            return Fraction(value)
        at.refuse(f"{type_in_words(value)} where true or false is expected")
        return None
    number = read_number(value, at)
    fault = None if number is None else _value_fault(number, kind=kind, formula=formula)
    if fault:
        at.refuse(fault)
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


def _value_fault(number: Fraction, *, kind: str, formula: str) -> str | None:
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
