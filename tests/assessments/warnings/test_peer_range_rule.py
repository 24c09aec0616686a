"""The range published by other areas, and the normal band: robust, exact, within possible values."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.warnings.domain.peer_range import (
    NormalBand,
    PeerRange,
    PublishedRange,
    median,
    normal_band,
    peer_range_of,
)
from tests.indicators.criteria.editions import indicator

NUMBER = indicator("EN4.3", "-0.5")
SHARE = indicator("EN1.1", 1, kind="percent", formula="percent")
COUNT = indicator("EN9.1", 1, kind="count")
STEP = indicator("EN9.2", 1, kind="choice")
ACCIDENTS = indicator("EN8.1", 0, kind="number", direction="lower")
YES = indicator("PH1.2", True, kind="boolean")
WIDTH = Fraction(14826, 10_000)


def numbers(values):
    return [Fraction(str(value)) for value in values]


def peers(values, criterion=None, spread=1):
    return peer_range_of(numbers(values), criterion or NUMBER, minimum_areas=5, spread=Fraction(spread))


def band(values, criterion, spread=1):
    normal = normal_band(numbers(values), criterion, Fraction(spread))
    return (normal.low, normal.high)


def test_other_areas_are_told_from_the_lowest_to_the_highest_published_value():
    peer_range = peers([3, 1, 2, 5000, 4])

    assert peer_range == PeerRange(
        published=PublishedRange(lowest=Fraction(1), highest=Fraction(5000), median=Fraction(3), areas=5),
        band=NormalBand(3 - WIDTH, 3 + WIDTH),
    )


@pytest.mark.parametrize(
    ("values", "criterion"),
    [
        pytest.param([1, 2, 3, 4], NUMBER, id="four areas are too few"),
        pytest.param([1, 1, 0, 0, 1], YES, id="yes and no have no range"),
    ],
)
def test_nothing_is_told_of_other_areas(values, criterion):
    assert peers(values, criterion) is None


@pytest.mark.parametrize(
    ("values", "criterion", "expected"),
    [
        pytest.param([1, 2, 3, 4, 5], NUMBER, (3 - WIDTH, 3 + WIDTH), id="median and usual distance"),
        pytest.param([1, 2, 3, 4, 5000], NUMBER, (3 - WIDTH, 3 + WIDTH), id="a far one moves nothing"),
        pytest.param(
            [7, 7, 7, 7, 12],
            NUMBER,
            (7 - Fraction("1.2533"), 7 + Fraction("1.2533")),
            id="most alike: the mean distance",
        ),
        pytest.param([7, 7, 7, 7, 7], NUMBER, (7, 7), id="all alike"),
        pytest.param([80, 90, 99, 99, 100], SHARE, (99 - WIDTH, 100), id="a share ends at 100"),
        pytest.param([0, 1, 1, 2, 9], SHARE, (0, 1 + WIDTH), id="a share begins at 0"),
        pytest.param([0, 1, 2, 3, 4], COUNT, (1, 3), id="counts are whole"),
        pytest.param([0, 0, 1, 1, 1, 2], COUNT, (1, 1), id="counts hold at least the middle"),
        pytest.param([1, 2, 3, 4, 5], STEP, (2, 4), id="steps are whole"),
        pytest.param([0, 1, 2, 3, 4], ACCIDENTS, (1, 3), id="accidents are whole"),
        pytest.param(
            [0, 1, 2, 3, "4.5"], ACCIDENTS, (2 - WIDTH, 2 + WIDTH), id="what is measured is not whole"
        ),
    ],
)
def test_the_normal_band(values, criterion, expected):
    assert band(values, criterion) == expected


PERCENT = {"kind": "percent"}
TYPED_SHARE = indicator("PH2.1", 1, **PERCENT)
COMPLAINTS = indicator("EN5.1", 1, kind="number", direction="lower", formula="rate", base=100)
GROWTH = indicator("EC1.1", 1, formula="growth", **PERCENT)
REDUCTION = indicator("EN1.2", 1, formula="reduction", **PERCENT)


@pytest.mark.parametrize(
    ("criterion", "values", "expected"),
    [
        pytest.param(ACCIDENTS, [0, 0, 1, 2, 9], (0, None), id="no negative accidents"),
        pytest.param(COMPLAINTS, [0, 1, 2, 3, 9], (0, None), id="no negative rate"),
        pytest.param(COUNT, [0, 1, 2, 3, 9], (0, None), id="no negative count"),
        pytest.param(SHARE, [10, 40, 50, 60, 95], (0, 100), id="a share of a whole"),
        pytest.param(TYPED_SHARE, [10, 40, 50, 60, 95], (0, 100), id="a share typed as it is"),
        pytest.param(TYPED_SHARE, [10, 40, 50, 60, 130], (0, 100), id="a share where one is over 100"),
        pytest.param(STEP, [0, 2, 3, 4, 5], (0, 5), id="steps from 0 to 5"),
        pytest.param(GROWTH, [-60, -10, 0, 30, 90], (-100, None), id="nothing shrinks by more than it is"),
        pytest.param(REDUCTION, [-90, 0, 30, 60, 90], (None, 100), id="reduced by all of it at most"),
        pytest.param(REDUCTION, [0, 30, 60, 90, 120], (None, None), id="a town that sells energy"),
        pytest.param(NUMBER, [0, 1, 2, 3, 9], (None, None), id="a threshold below 0"),
        pytest.param(ACCIDENTS, [-1, 0, 1, 2, 9], (None, None), id="a published value below 0"),
    ],
)
def test_the_band_never_leaves_what_is_possible(criterion, values, expected):
    low, high = band(values, criterion, spread=50)

    is_whole = criterion.kind in {"count", "choice"}
    assert (low if low in (0, -100) else None, high if high in (5, 100) else None) == expected
    assert not is_whole or (low.denominator, high.denominator) == (1, 1)


NUMBERS = st.lists(
    st.integers(-9999, 9999).map(lambda sevenths: Fraction(sevenths, 7)), min_size=5, max_size=15
)


@given(NUMBERS, st.integers(1, 9))
def test_the_middle_always_lies_in_the_band(values, spread):
    normal = normal_band(values, NUMBER, Fraction(spread, 2))

    assert normal.contains(median(values))


@given(NUMBERS)
def test_a_wider_spread_never_makes_the_band_smaller(values):
    narrow, wide = (normal_band(values, NUMBER, Fraction(spread)) for spread in (1, 2))

    assert (wide.low <= narrow.low, wide.high >= narrow.high) == (True, True)


@given(NUMBERS, st.randoms())
def test_the_order_of_the_areas_does_not_matter(values, random):
    mixed = random.sample(values, len(values))

    assert peers(mixed) == peers(values)


@given(NUMBERS)
def test_as_many_values_lie_below_the_median_as_above(values):
    middle = median(values)

    assert sum(value < middle for value in values) <= len(values) / 2
    assert sum(value > middle for value in values) <= len(values) / 2
