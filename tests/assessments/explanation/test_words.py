"""The words for the conditions of a level, and for the indicators that moved it."""

from dataclasses import replace
from fractions import Fraction

import pytest
from django.utils import translation

from assessments.explanation.domain import ChangedIndicator, IndicatorSnapshot, LevelChange, explanation_of
from assessments.explanation.words import (
    IndicatorChange,
    condition_details,
    condition_words,
    indicator_changes,
)
from indicators.criteria.domain.scoring import area_level
from tests.indicators.criteria.editions import answers, framework, indicator

EDITION = framework(
    80, 60, EN=[indicator("EN1", 1, 2, gate=True), indicator("EN2", 1, 2)], SO=[indicator("SO1", 1, 2)]
)


@pytest.fixture
def levels():
    """Return the explained levels of an area that meets two of three indicators at level 1, none at 2."""
    result = area_level(EDITION, answers(EN1=1, SO1=1))
    return explanation_of(result, EDITION).levels


def worded(level):
    with translation.override("en"):
        return [
            (condition_words(condition, level.rule.level), condition_details(condition))
            for condition in level.conditions
        ]


def test_the_conditions_of_the_lowest_level(levels):
    assert worded(levels[0]) == [
        ("3 indicators count at this level", []),
        ("Every indicator that must be met is met", []),
        ("At least 80 percent of all indicators are met", ["2 of 3 are met, 3 are needed"]),
        ("At least 60 percent are met in each dimension", [": 1 of 2 are met, 2 are needed"]),
        ("There is no level below", []),
    ]


def test_the_conditions_of_a_higher_level(levels):
    assert worded(levels[1]) == [
        ("3 indicators count at this level", []),
        ("Every indicator that must be met is met", ["not met yet: EN1"]),
        ("At least 80 percent of all indicators are met", ["0 of 3 are met, 3 are needed"]),
        (
            "At least 60 percent are met in each dimension",
            [": 0 of 2 are met, 2 are needed", ": 0 of 1 are met, 1 are needed"],
        ),
        ("Every level below is passed", []),
    ]


NINE, TEN = (IndicatorSnapshot(Fraction(value), frozenset()) for value in (9, 10))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            ChangedIndicator("EN1", NINE, TEN, is_comparable=True),
            IndicatorChange("EN1", "Water", old="9", new="10 m³"),
            id="another value",
        ),
        pytest.param(
            ChangedIndicator("EN1", None, TEN, is_comparable=True),
            IndicatorChange("EN1", "Water", old="no value", new="10 m³"),
            id="no value before",
        ),
        pytest.param(
            ChangedIndicator("EN1", NINE, IndicatorSnapshot(None, frozenset()), is_comparable=True),
            IndicatorChange("EN1", "Water", old="9", new="no value"),
            id="no value now",
        ),
        pytest.param(
            ChangedIndicator("EN1", NINE, TEN, is_comparable=False),
            IndicatorChange(
                "EN1", "Water", "The criteria ask something else now; the values are not comparable."
            ),
            id="another meaning",
        ),
        pytest.param(
            ChangedIndicator("EN7", NINE, None, is_comparable=True),
            IndicatorChange("EN7", remark="no longer in the criteria"),
            id="gone",
        ),
    ],
)
def test_the_words_of_a_changed_indicator(change, expected):
    water = replace(indicator("EN1", 1), name_en="Water", unit_en="m³")

    with translation.override("en"):
        changes = indicator_changes(LevelChange(0, 0, (), (change,)), framework(EN=[water]))

    assert changes == [expected]
