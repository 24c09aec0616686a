"""JSON parsed with exact numbers: 0.1 is one tenth; absurd numbers and nesting are errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction

from indicators.criteria.domain.faults import InputError, on_one_line

MAX_DEPTH = 50  # nested lists and objects; an edition needs 9
MAX_NUMERAL_LENGTH = 60  # characters
MAX_EXPONENT = 30  # 1e999999 as a whole number would take minutes and gigabytes


class JSONError(InputError):
    """An error in JSON text: invalid syntax, or a number or nesting beyond the limits."""


def parse_json(text: str | bytes) -> object:
    """Return the document with whole numbers as `int` and all others as `Fraction`.

    A leading byte order mark is skipped. Raises `JSONError` with every fault: not UTF-8, not JSON,
    NaN or Infinity, a number longer than `MAX_NUMERAL_LENGTH` or with an exponent above
    `MAX_EXPONENT`, a duplicate key, nesting deeper than `MAX_DEPTH`.
    """
    faults: list[str] = []
    document = _loaded(_decoded(text), faults)
    if _is_deeper_than(MAX_DEPTH, document):
        faults.append(f"nested deeper than {MAX_DEPTH} lists and objects")
    if faults:
        raise JSONError(faults)
    return document


def _decoded(text: str | bytes) -> str:
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise JSONError([f"not UTF-8 text: byte {error.start + 1}"]) from None


def _loaded(text: str, faults: list[str]) -> object:
    def constant(name: str) -> None:
        faults.append(f"{name} is not a number")

    def mapping(pairs: list[tuple[str, object]]) -> dict[str, object]:
        values_by_key: dict[str, object] = {}
        for key, value in pairs:
            if key in values_by_key:
                faults.append(f"the key {on_one_line(key)} is given twice in one object")
            values_by_key[key] = value
        return values_by_key

    integer, decimal = _number(int, faults), _number(Fraction, faults)
    try:
        return json.loads(
            text, parse_int=integer, parse_float=decimal, parse_constant=constant, object_pairs_hook=mapping
        )
    except json.JSONDecodeError as error:
        position = f"line {error.lineno} column {error.colno}"
        raise JSONError([*faults, f"not JSON: {error.msg} at {position}"]) from None
    except RecursionError:
        raise JSONError([*faults, f"nested deeper than {MAX_DEPTH} lists and objects"]) from None


def _number(to_number: Callable[[str], int | Fraction], faults: list[str]) -> Callable[[str], int | Fraction]:
    """Return a parser of numerals: 0 after recording that one is too long or its exponent too large."""

    def number(numeral: str) -> int | Fraction:
        exponent = numeral.lower().partition("e")[2] or "0"
        if len(numeral) <= MAX_NUMERAL_LENGTH and abs(int(exponent)) <= MAX_EXPONENT:
            return to_number(numeral)
        faults.append(f"{on_one_line(numeral)} is a number beyond any sense")
        return to_number("0")

    return number


def _is_deeper_than(limit: int, document: object) -> bool:
    values = [document]
    for _ in range(limit):
        values = [item for value in values for item in _inside(value)]
    return any(isinstance(value, (dict, list)) for value in values)


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
