"""The range of other areas: robust, exact, and silent about any single area."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.others import median, usual_range
from tests.indicators.domain.editions import indicator

NUMBER = indicator("EN4.3", 1)
SHARE = indicator("EN1.1", 1, kind="percent", formula="percent")
COUNT = indicator("EN9.1", 1, kind="count")
STEP = indicator("EN9.2", 1, kind="choice")
YES = indicator("PH1.2", True, kind="boolean")
WIDTH = Fraction(14826, 10_000)


def range_of(values, of=NUMBER, minimum_areas=5, spread=1):
    found = usual_range(
        [Fraction(str(one)) for one in values], of, minimum_areas=minimum_areas, spread=Fraction(spread)
    )
    return found and (found.low, found.high, found.median, found.areas)


@pytest.mark.parametrize(
    ("values", "of", "expected"),
    [
        pytest.param([1, 2, 3, 4], NUMBER, None, id="four areas are too few"),
        pytest.param([1, 2, 3, 4, 5], NUMBER, (3 - WIDTH, 3 + WIDTH, 3, 5), id="median and usual distance"),
        pytest.param([1, 2, 3, 4, 5000], NUMBER, (3 - WIDTH, 3 + WIDTH, 3, 5), id="a far one moves nothing"),
        pytest.param(
            [7, 7, 7, 7, 12],
            NUMBER,
            (7 - Fraction("1.2533"), 7 + Fraction("1.2533"), 7, 5),
            id="most alike: the mean distance",
        ),
        pytest.param([7, 7, 7, 7, 7], NUMBER, (7, 7, 7, 5), id="all alike"),
        pytest.param([80, 90, 99, 99, 100], SHARE, (99 - WIDTH, 100, 99, 5), id="a share ends at 100"),
        pytest.param([0, 1, 2, 3, 4], COUNT, (1, 3, 2, 5), id="counts are whole"),
        pytest.param([0, 0, 1, 1, 1, 2], COUNT, (1, 1, 1, 6), id="counts hold at least the middle"),
        pytest.param([1, 2, 3, 4, 5], STEP, (2, 4, 3, 5), id="steps are whole"),
        pytest.param([1, 1, 0, 0, 1], YES, None, id="yes and no have no range"),
    ],
)
def test_usual_range(values, of, expected):
    assert range_of(values, of) == expected


NUMBERS = st.lists(
    st.integers(-9999, 9999).map(lambda sevenths: Fraction(sevenths, 7)), min_size=5, max_size=15
)


@given(NUMBERS, st.integers(1, 9))
def test_the_middle_always_lies_in_the_range(values, spread):
    found = usual_range(values, NUMBER, minimum_areas=5, spread=Fraction(spread, 2))

    assert found.holds(found.median)


@given(NUMBERS)
def test_a_wider_spread_never_makes_the_range_smaller(values):
    narrow = usual_range(values, NUMBER, minimum_areas=5, spread=Fraction(1))
    wide = usual_range(values, NUMBER, minimum_areas=5, spread=Fraction(2))

    assert (wide.low <= narrow.low, wide.high >= narrow.high) == (True, True)


@given(NUMBERS, st.randoms())
def test_the_order_of_the_areas_does_not_matter(values, random):
    mixed = random.sample(values, len(values))

    assert range_of(mixed) == range_of(values)


@given(NUMBERS)
def test_as_many_values_lie_below_the_median_as_above(values):
    middle = median(values)

    assert sum(value < middle for value in values) <= len(values) / 2
    assert sum(value > middle for value in values) <= len(values) / 2
