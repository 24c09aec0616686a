"""The exact value of an indicator from entered inputs."""

from fractions import Fraction

import pytest

from indicators.criteria.domain.formulas import value_of
from tests.indicators.criteria.editions import indicator, number


@pytest.mark.parametrize(
    ("formula", "inputs", "expected"),
    [
        pytest.param("percent", {"part": 40, "whole": 55}, Fraction(800, 11), id="40 of 55 factories"),
        pytest.param("percent", {"part": "0.1", "whole": "0.3"}, Fraction(100, 3), id="decimals are exact"),
        pytest.param("percent", {"part": 0, "whole": 55}, Fraction(0), id="none of 55"),
        pytest.param("percent", {"part": 0, "whole": 0}, None, id="a share of nothing has no value"),
        pytest.param("rate", {"part": 3, "whole": 250}, Fraction(12), id="3 injuries among 250, per 1,000"),
        pytest.param("rate", {"part": 3, "whole": 0}, None, id="a rate of nothing has no value"),
        pytest.param("growth", {"current": 105, "baseline": 100}, Fraction(5), id="sales grew"),
        pytest.param("growth", {"current": 90, "baseline": 100}, Fraction(-10), id="sales fell"),
        pytest.param("growth", {"current": 90, "baseline": 0}, None, id="growth from nothing has no value"),
        pytest.param("reduction", {"current": "1.5", "baseline": 2}, Fraction(25), id="less water used"),
        pytest.param("reduction", {"current": 3, "baseline": 2}, Fraction(-50), id="more water used"),
        pytest.param(
            "reduction", {"current": 0, "baseline": 0}, None, id="reduction of nothing has no value"
        ),
        pytest.param("percent", {"part": 40}, None, id="the whole is not typed yet"),
        pytest.param("growth", {"baseline": 40}, None, id="the present is not typed yet"),
        pytest.param("direct", {"part": 40, "whole": 55}, None, id="a direct indicator has no formula"),
    ],
)
def test_value_of(formula, inputs, expected):
    criterion = indicator("X", 1, formula=formula, base=1000 if formula == "rate" else None)

    value = value_of(criterion, {key: number(typed) for key, typed in inputs.items()})

    assert value == expected


def test_the_base_of_a_rate_may_have_decimals():
    criterion = indicator("X", 1, formula="rate", base="2.5")

    value = value_of(criterion, {"part": Fraction(3), "whole": Fraction(4)})

    assert value == Fraction(15, 8)
