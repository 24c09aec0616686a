"""A result as the JSON document of the command line."""

import json
from fractions import Fraction

import pytest

from indicators.criteria.domain.result_document import decimal_text, result_document
from indicators.criteria.domain.scoring import area_level
from tests.indicators.criteria.editions import NOT_APPLICABLE, answers, framework, indicator

TEXTS = {
    "a whole number": (Fraction(92), "92"),
    "a large number keeps its zeros": (Fraction(1000), "1000"),
    "one decimal": (Fraction("92.5"), "92.5"),
    "no trailing zeros": (Fraction("0.250"), "0.25"),
    "at most six places": (Fraction(800, 11), "72.727273"),
    "half is rounded away from zero": (Fraction("0.0000005"), "0.000001"),
    "half is rounded away from zero below zero": (Fraction("-0.0000005"), "-0.000001"),
    "too small to show": (Fraction(1, 10**7), "0"),
    "no minus before a zero": (Fraction(-1, 10**7), "0"),
    "rounded up to a whole": (Fraction("9.9999999"), "10"),
    "a negative number": (Fraction(-7, 2), "-3.5"),
    "never an exponent": (Fraction("12345678901234.5"), "12345678901234.5"),
    "zero": (Fraction(0), "0"),
}


@pytest.mark.parametrize(("value", "expected"), TEXTS.values(), ids=TEXTS)
def test_decimal_text(value, expected):
    text = decimal_text(value)

    assert text == expected


def test_the_document_is_the_contract_of_the_command_line():
    plan = indicator("PLAN", 1, 1, direction="equals", kind="boolean", gate=True)
    edition = framework(60, 0, A=[plan, indicator("GREEN", None, "2.5")], B=[indicator("LINKS", 1, 2)])

    result = area_level(edition, answers(PLAN=False, GREEN="1.25", LINKS=1))

    assert json.dumps(result_document(result, edition)) == json.dumps(
        {
            "level": 0,
            "levels": [
                {
                    "level": 1,
                    "attained": False,
                    "counted": 2,
                    "met": 1,
                    "gates_unmet": ["PLAN"],
                    "dimensions": [
                        {"code": "A", "counted": 1, "met": 0},
                        {"code": "B", "counted": 1, "met": 1},
                    ],
                },
                {
                    "level": 2,
                    "attained": False,
                    "counted": 3,
                    "met": 0,
                    "gates_unmet": ["PLAN"],
                    "dimensions": [
                        {"code": "A", "counted": 2, "met": 0},
                        {"code": "B", "counted": 1, "met": 0},
                    ],
                },
            ],
            "indicators": [
                {"code": "PLAN", "value": "0", "meets": []},
                {"code": "GREEN", "value": "1.25", "meets": []},
                {"code": "LINKS", "value": "1", "meets": [1]},
            ],
            "next": {"level": 1, "indicators": [{"code": "PLAN", "value": "0", "required": True}]},
        }
    )


@pytest.mark.parametrize(
    ("threshold", "kind", "required"),
    [
        pytest.param("2", "number", "2", id="a whole number"),
        pytest.param("2.5", "number", "2.5", id="a decimal"),
        pytest.param("0.1", "number", "0.1", id="one tenth"),
        pytest.param("1", "boolean", "true", id="yes"),
    ],
)
def test_what_is_required_is_a_json_number_or_true(threshold, kind, required):
    edition = framework(A=[indicator("X", threshold, kind=kind, direction="equals")])

    document = result_document(area_level(edition, {}), edition)

    assert json.dumps(document["next"]["indicators"]) == (
        f'[{{"code": "X", "value": null, "required": {required}}}]'
    )


def test_not_applicable_has_no_value_and_no_next_step_is_null():
    edition = framework(A=[indicator("X", 1)])

    document = result_document(area_level(edition, {"X": NOT_APPLICABLE}), edition)

    assert (document["indicators"], document["next"]) == ([{"code": "X", "value": None, "meets": []}], None)
