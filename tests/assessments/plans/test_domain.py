"""What-if results, and the progress of targets."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.entry.domain.values import EntryValue, answers_of
from assessments.plans.domain import (
    TargetProgress,
    check_targets,
    check_year,
    computed_value,
    next_targets,
    progress_to,
    what_if,
)
from assessments.workflow.domain import WorkflowError
from ecotown.demonstration import values as demonstration_values
from indicators.criteria.domain.framework_reading import read_framework
from indicators.criteria.domain.scoring import area_level
from tests import builders
from tests.indicators.criteria.editions import framework, indicator

HALF = framework(50, A=[indicator(f"A{number}", 10) for number in range(1, 5)])


def entry_values(**values):
    return {code: EntryValue(value=Decimal(value)) for code, value in values.items()}


def outcome_of(present, what_if_values):
    outcome = what_if(HALF, entry_values(**present), entry_values(**what_if_values))
    without = {assumption.indicator.code: assumption.level_without for assumption in outcome.assumptions}
    return outcome.present.level, outcome.what_if_result.level, without


@pytest.mark.parametrize(
    ("present", "what_if_values", "expected"),
    [
        pytest.param({"A1": 10}, {"A1": 10}, (0, 0, {}), id="nothing assumed"),
        pytest.param({"A1": 10}, {"A1": 10, "A2": 10}, (0, 1, {"A2": 0}), id="one makes the difference"),
        pytest.param({}, {"A1": 10, "A2": 10}, (0, 1, {"A1": 0, "A2": 0}), id="two are needed together"),
        pytest.param(
            {}, {"A1": 10, "A2": 10, "A3": 10}, (0, 1, {"A1": 1, "A2": 1, "A3": 1}), id="one too many"
        ),
        pytest.param({"A1": 10, "A2": 10}, {"A1": 10}, (1, 0, {"A2": 1}), id="a value is lost"),
    ],
)
def test_what_if_tells_both_levels_and_what_made_the_difference(present, what_if_values, expected):
    assert outcome_of(present, what_if_values) == expected


WORKING = read_framework(builders.fixture("framework-2565-working"))


@given(st.integers(0, 4), st.integers(0, 3))
def test_the_smallest_next_step_attains_the_next_level(level, ahead):
    values = demonstration_values.values_for(WORKING, level, "somewhere", ahead)
    present_level = area_level(WORKING, answers_of(values, WORKING)).level

    next_level = area_level(WORKING, answers_of({**values, **next_targets(WORKING, values)}, WORKING)).level

    assert next_level > present_level


def test_from_nothing_to_the_top_step_by_step():
    values, reached = {}, []
    while targets := next_targets(WORKING, values):
        values |= targets
        reached.append(area_level(WORKING, answers_of(values, WORKING)).level)

    assert reached == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("direction", "value", "year", "expected"),
    [
        pytest.param("higher", 75, 2570, TargetProgress.REACHED, id="exactly the target"),
        pytest.param("higher", 74, 2570, TargetProgress.ON_THE_WAY, id="its year is not over"),
        pytest.param("higher", 74, 2569, TargetProgress.LATE, id="its year is over"),
        pytest.param("higher", 76, 2569, TargetProgress.REACHED, id="reached late is reached"),
        pytest.param("lower", 76, 2570, TargetProgress.ON_THE_WAY, id="less is better"),
        pytest.param("lower", 70, 2570, TargetProgress.REACHED, id="less than the target"),
        pytest.param("equals", 76, 2570, TargetProgress.ON_THE_WAY, id="exactly that is asked"),
        pytest.param("higher", None, 2569, TargetProgress.LATE, id="no value"),
    ],
)
def test_progress_is_computed_from_the_value_and_the_year(direction, value, year, expected):
    criterion = indicator("A1", 50, direction=direction)
    value = None if value is None else Fraction(value)

    assert progress_to(criterion, value, Fraction(75), year=year, this_year=2570) == expected


@pytest.mark.parametrize(
    ("targets", "code"),
    [
        pytest.param({}, "no-target", id="none"),
        pytest.param({"A1": EntryValue()}, "target-without-value", id="no value"),
        pytest.param(
            {"A1": EntryValue(not_applicable=True, reason="x")}, "target-without-value", id="not applicable"
        ),
        pytest.param({"A1": EntryValue(value=Decimal(5))}, "target-reached", id="what is there already"),
        pytest.param({"A1": EntryValue(value=Decimal(4))}, "target-reached", id="worse than now"),
    ],
)
def test_what_is_no_target_is_refused(targets, code):
    with pytest.raises(WorkflowError, match=f"^{code}$"):
        check_targets(targets, entry_values(A1=5), HALF)


@pytest.mark.parametrize(("year", "is_possible"), [(2569, False), (2570, True), (2585, True), (2586, False)])
def test_a_plan_looks_fifteen_years_ahead(year, is_possible):
    if is_possible:
        check_year(year, since=2570)
    else:
        with pytest.raises(WorkflowError, match="^target-year$"):
            check_year(year, since=2570)


def test_a_missing_input_gives_no_value():
    assert computed_value(EntryValue(inputs={"part": Decimal(3)}), WORKING.by_code["EN1.1"]) is None
