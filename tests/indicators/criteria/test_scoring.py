"""The level of an area, condition by condition."""

from dataclasses import replace
from fractions import Fraction

import pytest

from indicators.criteria.domain.answers import Answer
from indicators.criteria.domain.exact_json import parse_json
from indicators.criteria.domain.framework_reading import read_framework
from indicators.criteria.domain.result import AreaResult, DimensionResult, IndicatorResult, LevelResult
from indicators.criteria.domain.scoring import area_level
from tests.indicators.criteria.editions import (
    EDITION_FILE,
    NOT_APPLICABLE,
    answers,
    framework,
    indicator,
    number,
)

GREEN_AREA = indicator("X", None, 5, 8)
ACCIDENTS = indicator("X", 3, 2, 0, direction="lower")
PLAN = indicator("X", 1, 1, 1, direction="equals", kind="boolean")
THIRDS = indicator("X", "66.67", "66.67", "66.67", formula="percent")

MEETING = {
    "nothing given": (GREEN_AREA, None, ()),
    "just under the first threshold": (GREEN_AREA, "4.999999", ()),
    "a threshold is met when reached exactly": (GREEN_AREA, "5", (2,)),
    "between two thresholds": (GREEN_AREA, "7.999999", (2,)),
    "the highest threshold exactly": (GREEN_AREA, "8", (2, 3)),
    "fewer are better": (ACCIDENTS, "0", (1, 2, 3)),
    "as few as allowed": (ACCIDENTS, "2", (1, 2)),
    "a little too many": (ACCIDENTS, "2.000001", (1,)),
    "too many": (ACCIDENTS, "4", ()),
    "fewer than none": (ACCIDENTS, "-1", (1, 2, 3)),
    "yes": (PLAN, True, (1, 2, 3)),
    "no": (PLAN, False, ()),
    "equal and not more": (indicator("X", 2, 2, direction="equals"), "2.000001", ()),
    "equal exactly": (indicator("X", "0.1", "0.1", direction="equals"), "0.1", (1, 2)),
    "two thirds is less than 66.67": (THIRDS, Answer(inputs={"part": 2, "whole": 3}), ()),
    "a third of a whole is exact": (
        indicator("X", "33.3", formula="percent"),
        Answer(inputs={"part": 1, "whole": 3}),
        (1,),
    ),
    "a division by zero is missing": (THIRDS, Answer(inputs={"part": 0, "whole": 0}), ()),
    "half-typed inputs are missing": (THIRDS, Answer(inputs={"part": 2}), ()),
    "an empty answer is missing": (GREEN_AREA, Answer(), ()),
}


@pytest.mark.parametrize(("criterion", "value", "meets"), MEETING.values(), ids=MEETING)
def test_meeting_a_level(criterion, value, meets):
    result = area_level(framework(A=[criterion]), answers(X=value))

    assert result.indicators[0].meets == meets


ONE = indicator("A1", 1)
TWO = indicator("A2", 1)
THREE = indicator("A3", 1)
GATE = indicator("G", 1, gate=True)
STEPS = [indicator(f"A{i}", 1, 2, 3) for i in range(1, 5)]
LATE = indicator("L", None, None, 3)
BELOW = [indicator("A1", 1, 1), indicator("A2", 1, 1), indicator("A3", None, 1)]

# each row: edition, answers, level
LEVELS = {
    "nothing given": (framework(A=[ONE, TWO]), {}, 0),
    "everything met": (framework(A=[ONE, TWO]), {"A1": 1, "A2": 1}, 1),
    "the share is reached exactly": (framework(50, A=[ONE, TWO]), {"A1": 1}, 1),
    "two of three against 66.67": (framework("66.67", A=[ONE, TWO, THREE]), {"A1": 1, "A2": 1}, 0),
    "two of three against 66.66": (framework("66.66", A=[ONE, TWO, THREE]), {"A1": 1, "A2": 1}, 1),
    "a share of nothing asks for nothing": (framework(0, A=[ONE]), {}, 1),
    "one dimension short of its share": (framework(50, 60, A=[ONE], B=[TWO, THREE]), {"A1": 1, "A2": 1}, 0),
    "each dimension at its share": (framework(50, 50, A=[ONE], B=[TWO, THREE]), {"A1": 1, "A2": 1}, 1),
    "dimensions reached but not the whole": (framework(80, 50, A=[ONE, TWO]), {"A1": 1}, 0),
    "an unmet gate": (framework(50, A=[ONE, GATE]), {"A1": 1, "G": 0}, 0),
    "a gate not given": (framework(50, A=[ONE, GATE]), {"A1": 1}, 0),
    "a gate that is met": (framework(50, A=[ONE, GATE]), {"G": 1}, 1),
    "a gate that is not applicable": (framework(A=[ONE, GATE]), {"A1": 1, "G": NOT_APPLICABLE}, 1),
    "a gate that does not count yet": (
        framework(A=[indicator("A1", 1, 1), indicator("G", None, 1, gate=True)]),
        {"A1": 1},
        1,
    ),
    "a gate unmet at a low level blocks the levels above": (
        framework(0, A=[indicator("A1", 1, 1, 1), indicator("G", 1, 1, 1, gate=True)]),
        {"A1": 1, "G": 0},
        0,
    ),
    "not applicable leaves the count": (framework(A=[ONE, TWO]), {"A1": 1, "A2": NOT_APPLICABLE}, 1),
    "all not applicable": (framework(0, A=[ONE]), {"A1": NOT_APPLICABLE}, 0),
    "a dimension where nothing applies": (
        framework(60, 60, A=[ONE], B=[TWO]),
        {"A1": 1, "A2": NOT_APPLICABLE},
        1,
    ),
    "a dimension without indicators": (framework(60, 60, A=[ONE], B=[]), {"A1": 1}, 1),
    "an edition where nothing ever counts": (framework(0, A=[indicator("A1", None)]), {"A1": 1}, 0),
    "all at the second level": (framework(A=STEPS), {"A1": 2, "A2": 2, "A3": 2, "A4": 2}, 2),
    "the weakest holds the level": (framework(A=STEPS), {"A1": 3, "A2": 3, "A3": 3, "A4": 1}, 1),
    "the highest level": (framework(A=STEPS), {"A1": 9, "A2": 9, "A3": 9, "A4": 9}, 3),
    "a level below not attained blocks one that would be": (
        framework(60, A=BELOW),
        {"A2": 1, "A3": 1},
        0,
    ),
    "an empty level at the bottom is never attained": (framework(0, A=[LATE]), {"L": 3}, 0),
}


@pytest.mark.parametrize(("edition", "values", "expected"), LEVELS.values(), ids=LEVELS)
def test_level_of_an_area(edition, values, expected):
    result = area_level(edition, answers(**values))

    assert result.level == expected


# each row: edition, answers, conditions 1 to 5 of the highest level
CONDITIONS = {
    "all hold": (framework(A=[ONE]), {"A1": 1}, (True, True, True, True, True)),
    "1 nothing counts": (framework(A=[ONE]), {"A1": NOT_APPLICABLE}, (False, True, True, True, True)),
    "2 a gate is unmet": (framework(50, A=[ONE, GATE]), {"A1": 1}, (True, False, True, True, True)),
    "3 too few met": (framework(80, A=[ONE, TWO]), {"A1": 1}, (True, True, False, True, True)),
    "4 a dimension short": (framework(50, 50, A=[ONE], B=[TWO]), {"A1": 1}, (True, True, True, False, True)),
    "5 a level missing": (framework(60, A=BELOW), {"A2": 1, "A3": 1}, (True, True, True, True, False)),
}


@pytest.mark.parametrize(("edition", "values", "conditions"), CONDITIONS.values(), ids=CONDITIONS)
def test_each_condition_is_shown_by_itself(edition, values, conditions):
    result = area_level(edition, answers(**values))

    level = result.levels[-1]
    assert (
        level.something_counts,
        level.gates_met,
        level.pass_share_reached,
        level.dimension_shares_reached,
        level.lower_levels_attained,
    ) == conditions
    assert level.attained == all(conditions)


def test_the_whole_result_of_a_small_area():
    edition = framework(60, "33.4", A=[ONE, GATE], B=[TWO, indicator("E", 1, direction="lower")])

    result = area_level(edition, answers(A1="1.5", G=NOT_APPLICABLE, E=2))

    assert result == AreaResult(
        level=0,
        levels=(
            LevelResult(
                level=1,
                attained=False,
                counted=3,
                met=1,
                gates_unmet=(),
                dimensions=(DimensionResult("A", 1, 1, 1), DimensionResult("B", 2, 0, 1)),
                needed=2,
                pass_share=Fraction(60),
                dimension_share=number("33.4"),
                something_counts=True,
                gates_met=True,
                pass_share_reached=False,
                dimension_shares_reached=False,
                lower_levels_attained=True,
            ),
        ),
        indicators=(
            IndicatorResult("A1", number("1.5"), (1,), (1,), False),
            IndicatorResult("G", None, (), (), True),
            IndicatorResult("A2", None, (), (1,), False),
            IndicatorResult("E", Fraction(2), (), (1,), False),
        ),
        next=(1, (("E", Fraction(2), Fraction(1)),)),
    )


@pytest.mark.parametrize(("needed", "met", "reached"), [(2, 1, False), (2, 2, True), (0, 0, True)])
def test_a_dimension_says_whether_it_reached_its_share(needed, met, reached):
    dimension = DimensionResult("A", counted=3, met=met, needed=needed)

    assert dimension.reached is reached


def test_inputs_win_over_a_ready_value():
    answer = Answer(value=Fraction(100), inputs={"part": Fraction(1), "whole": Fraction(2)})

    result = area_level(framework(A=[THIRDS]), {"X": answer})

    assert result.indicators[0].value == Fraction(50)


def test_an_edition_with_the_same_name_and_other_criteria_is_measured_by_its_own():
    edition = framework(A=[ONE])
    stricter = replace(edition, dimensions=framework(A=[indicator("A1", 2)]).dimensions)

    levels = [area_level(criteria, answers(A1=1)).level for criteria in (edition, stricter, edition)]

    assert levels == [1, 0, 1]


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_an_area_exactly_on_every_threshold_of_the_working_edition_has_that_level(level):
    edition = read_framework(parse_json(EDITION_FILE.read_bytes()))
    area = {criterion.code: Answer(value=criterion.thresholds[level - 1]) for criterion in edition.indicators}

    result = area_level(edition, area)

    assert result.level == level
    assert [(level_result.counted, level_result.met) for level_result in result.levels[:level]] == [
        (counted, counted) for counted in (14, 34, 41, 41, 41)[:level]
    ]
