"""The words for the values of other areas and the normal band."""

from fractions import Fraction

import pytest
from django.utils import translation

from assessments.warnings.domain.peer_range import NormalBand, PublishedRange, normal_band
from assessments.warnings.words import band_words, published_words
from tests.indicators.criteria.editions import indicator

COUNT = indicator("EN9.1", 1, kind="count")
STEP = indicator("EN9.2", 1, kind="choice")
SHARE = indicator("EN1.1", 1, kind="percent", formula="percent")
ACCIDENTS = indicator("EN8.1", 0, kind="number", direction="lower")


def published(lowest, highest, median):
    return PublishedRange(Fraction(lowest), Fraction(highest), Fraction(median), 6)


@pytest.mark.parametrize(
    ("of", "values", "language", "expected"),
    [
        pytest.param(COUNT, (0, 1200, "2.5"), "th", "0 ถึง 1,200 (มัธยฐาน 2.5, 6 พื้นที่)", id="counts"),
        pytest.param(STEP, (1, 4, "2.5"), "th", "ขั้น 1 ถึง ขั้น 4 (มัธยฐาน 2.5, 6 พื้นที่)", id="between two steps"),
        pytest.param(SHARE, ("66.666", 100, 90), "th", "66.67 ถึง 100 (มัธยฐาน 90, 6 พื้นที่)", id="shares"),
        pytest.param(SHARE, (50, 100, 90), "en", "50 to 100 (median 90, 6 areas)", id="in English"),
    ],
)
def test_other_areas_in_words(of, values, language, expected):
    with translation.override(language):
        assert published_words(published(*values), of) == expected


@pytest.mark.parametrize(
    ("of", "values", "expected"),
    [
        pytest.param(ACCIDENTS, [0, 0, 1, 2, 3], "ช่วงปกติ 0 ถึง 6", id="accidents begin at 0"),
        pytest.param(SHARE, [70, 80, 90, 95, 99], "ช่วงปกติ 43.3 ถึง 100", id="shares end at 100"),
        pytest.param(COUNT, [0, 1, 2, 3, 4], "ช่วงปกติ 0 ถึง 7", id="counts are whole"),
    ],
)
def test_the_normal_band_in_words(of, values, expected):
    band = normal_band([Fraction(value) for value in values], of, Fraction("3.5"))

    with translation.override("th"):
        assert band_words(band, of) == expected


def test_a_band_of_one_value_is_worded_as_one_value():
    with translation.override("th"):
        assert band_words(NormalBand(Fraction(1), Fraction(1)), COUNT) == "ช่วงปกติ 1 ถึง 1"
