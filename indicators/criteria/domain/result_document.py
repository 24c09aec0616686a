"""The JSON document of a result. Source: docs/architecture.md, "Command line"."""

from __future__ import annotations

from fractions import Fraction

from indicators.criteria.domain.framework import Framework
from indicators.criteria.domain.kinds import KINDS
from indicators.criteria.domain.result import AreaResult, LevelResult, NextStep

PLACES = 6  # decimal places of a value


def result_document(result: AreaResult, framework: Framework) -> dict[str, object]:
    """Return `result` for `json.dumps`, its keys in the order of the section "Command line".

    A value is a decimal text for people (yes is "1"); `required` is a JSON number, or true or false
    for a yes/no indicator.
    """
    return {
        "level": result.level,
        "levels": [_level(level) for level in result.levels],
        "indicators": [
            {"code": code, "value": None if value is None else decimal_text(value), "meets": list(meets)}
            for code, value, meets, _, _ in result.indicators
        ],
        "next": _next(result.next, framework) if result.next else None,
    }


def decimal_text(value: Fraction) -> str:
    """Return `value` as a plain decimal: at most 6 places, half rounded away from zero, no trailing zeros."""
    numerator, denominator = value.as_integer_ratio()
    if denominator == 1:
        return str(numerator)
    rounded = (2 * abs(numerator) * 10**PLACES + denominator) // (2 * denominator)
    integer, decimals = divmod(rounded, 10**PLACES)
    text = f"{integer}.{decimals:0{PLACES}}".rstrip("0").rstrip(".")
    return f"-{text}" if numerator < 0 and text != "0" else text


def _level(level: LevelResult) -> dict[str, object]:
    return {
        "level": level.level,
        "attained": level.attained,
        "counted": level.counted,
        "met": level.met,
        "gates_unmet": list(level.gates_unmet),
        "dimensions": [
            {"code": code, "counted": counted, "met": met} for code, counted, met, _ in level.dimensions
        ],
    }


def _next(next_step: NextStep, framework: Framework) -> dict[str, object]:
    return {
        "level": next_step.level,
        "indicators": [
            {
                "code": code,
                "value": None if value is None else decimal_text(value),
                "required": KINDS[framework.by_code[code].kind].written(_number(required)),
            }
            for code, value, required in next_step.indicators
        ],
    }


def _number(number: Fraction) -> int | float:
    return number.numerator if number.denominator == 1 else float(number)
