"""JSON is parsed with exact numbers; absurd numbers and nesting are errors."""

from fractions import Fraction

import pytest

from indicators.criteria.domain.exact_json import JSONError, parse_json


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("0.1", Fraction(1, 10), id="0.1 is one tenth"),
        pytest.param("1e3", Fraction(1000), id="an exponent"),
        pytest.param("66.67", Fraction(6667, 100), id="two decimals"),
        pytest.param("-2", -2, id="a negative whole number"),
        pytest.param(
            "12345678901234567890.5", Fraction(24691357802469135781, 2), id="more digits than a float"
        ),
        pytest.param('{"a": [true, null, "ก"]}', {"a": [True, None, "ก"]}, id="the other types"),
        pytest.param(b'\xef\xbb\xbf{"a": 1}', {"a": 1}, id="bytes with a byte order mark"),
        pytest.param('\ufeff{"a": 1}', {"a": 1}, id="text with a byte order mark"),
        pytest.param("[" * 50 + "]" * 50, None, id="fifty lists deep"),
    ],
)
def test_sensible_json_is_read_exactly(text, expected):
    document = parse_json(text)

    if expected is None:
        assert str(document) == text
    else:
        assert document == expected


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        pytest.param("NaN", ("NaN is not a number",), id="NaN"),
        pytest.param("[Infinity]", ("Infinity is not a number",), id="infinity"),
        pytest.param('{"a": -Infinity}', ("-Infinity is not a number",), id="negative infinity"),
        pytest.param("1e999999999", ("1e999999999 is a number beyond any sense",), id="a huge exponent"),
        pytest.param("1e-999999999", ("1e-999999999 is a number beyond any sense",), id="a tiny exponent"),
        pytest.param("9" * 61, ("9" * 61 + " is a number beyond any sense",), id="61 digits"),
        pytest.param("9" * 5000, ("9" * 79 + "… is a number beyond any sense",), id="5,000 digits"),
        pytest.param(
            "[NaN, 1e99]",
            ("NaN is not a number", "1e99 is a number beyond any sense"),
            id="two faults at once",
        ),
        pytest.param(
            '{"a": 1, "a": 2}', ("the key a is given twice in one object",), id="the same key twice"
        ),
        pytest.param("[" * 51 + "]" * 51, ("nested deeper than 50 lists and objects",), id="51 lists deep"),
        pytest.param(
            "[" * 100_000, ("nested deeper than 50 lists and objects",), id="a hundred thousand lists deep"
        ),
        pytest.param(
            '{"a":' * 100_000,
            ("nested deeper than 50 lists and objects",),
            id="a hundred thousand objects deep",
        ),
        pytest.param("", ("not JSON: Expecting value at line 1 column 1",), id="an empty file"),
        pytest.param(
            '{"a": 1,\n "b"}', ("not JSON: Expecting ':' delimiter at line 2 column 5",), id="a broken object"
        ),
        pytest.param("{} {}", ("not JSON: Extra data at line 1 column 4",), id="two documents"),
        pytest.param(b'{"a": "\xff"}', ("not UTF-8 text: byte 8",), id="not UTF-8"),
    ],
)
def test_senseless_json_is_refused(text, faults):
    with pytest.raises(JSONError) as refusal:
        parse_json(text)

    assert refusal.value.faults == faults
