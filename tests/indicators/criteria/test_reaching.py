"""Inputs that just meet a threshold: the formulas solved for their first input."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.criteria.domain.formulas import FORMULAS, value_of
from indicators.criteria.domain.reaching import inputs_for_threshold
from tests.indicators.criteria.editions import indicator

# (formula, direction, required), known inputs, expected inputs
ROWS = {
    "whole factories are counted up": (
        ("percent", "higher", 90),
        {"part": 98, "whole": 112},
        {"part": 101, "whole": 112},
    ),
    "whole accidents are counted down": (
        ("rate", "lower", 15),
        {"part": 9, "whole": 100},
        {"part": 1, "whole": 100},
    ),
    "what is measured in decimals moves by decimals": (
        ("reduction", "higher", 10),
        {"current": 40, "baseline": "39.8"},
        {"current": "35.82", "baseline": "39.8"},
    ),
    "growth from the baseline": (
        ("growth", "higher", 5),
        {"current": 100, "baseline": 210},
        {"current": 221, "baseline": 210},
    ),
    "nothing known is counted per hundred": (
        ("percent", "higher", 75),
        {},
        {"part": 75, "whole": 100},
    ),
    "a rate without numbers is counted per its base": (
        ("rate", "lower", 5),
        {"part": 3},
        {"part": 5, "whole": 1000},
    ),
    "a divisor of zero is none": (
        ("percent", "higher", 50),
        {"part": 0, "whole": 0},
        {"part": 50, "whole": 100},
    ),
    "an exact number where exactly that is asked": (
        ("percent", "equals", 50),
        {"whole": 5},
        {"part": "2.5", "whole": 5},
    ),
}


def fractions(numbers):
    return {key: Fraction(str(number)) for key, number in numbers.items()}


@pytest.mark.parametrize(("case", "inputs", "expected"), ROWS.values(), ids=ROWS)
def test_the_divisor_stays_and_the_other_moves(case, inputs, expected):
    formula, direction, required = case
    criterion = indicator("A1", required, formula=formula, direction=direction, base=1000)

    reached = inputs_for_threshold(criterion, fractions(inputs), Fraction(required))

    assert reached == fractions(expected)


DIVISORS = st.decimals(0, 10**6, places=4) | st.integers(0, 10**6)


@given(
    st.sampled_from([formula.code for formula in FORMULAS.values() if formula.inputs]),
    st.sampled_from(["higher", "lower"]),
    st.decimals(0, 100, places=2),
    DIVISORS,
)
def test_what_is_found_meets_the_threshold_and_can_be_typed(formula, direction, required, divisor):
    criterion = indicator("A1", required, formula=formula, direction=direction, base=1000)
    divisors = dict.fromkeys(FORMULAS[formula].inputs[1:], Fraction(divisor))

    reached = inputs_for_threshold(criterion, divisors, Fraction(required))

    value = value_of(criterion, reached)
    assert value >= required if direction == "higher" else value <= required
    assert all((number * 10**4).denominator == 1 for number in reached.values())
    if formula == "percent":
        assert 0 <= reached["part"] <= reached["whole"]
