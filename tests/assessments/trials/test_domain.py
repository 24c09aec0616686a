"""What makes a level differ between two editions."""

import pytest

from assessments.trials.domain import (
    ABSENT,
    LEFT_OUT,
    MET,
    MISSING,
    NOT_COUNTED,
    UNMET,
    TrialReason,
    trial_of,
)
from indicators.crosswalks.domain.origins import CHANGED, SAME, Origin, proposed_origins
from tests.indicators.criteria.editions import answers, framework, indicator

OLD = framework(A=[indicator("a", 1), indicator("b", 1)])
ALL = {"a": 2, "b": 2}


def run(new, values=ALL, origins=None, *, leaves_out=False):
    origins = origins or proposed_origins(OLD, new)
    return trial_of(OLD, new, answers(**values), origins, leaves_out_missing=leaves_out)


def test_the_same_criteria_change_nothing():
    trial = run(OLD)

    assert (trial.is_changed, trial.reasons, trial.level) == (False, (), None)


def test_a_higher_threshold_takes_the_level_and_is_named():
    trial = run(framework(A=[indicator("a", 3), indicator("b", 1)]))

    assert (trial.old_level, trial.new_level, trial.level) == (1, 0, 1)
    assert trial.reasons == (TrialReason("a", "a", MET, UNMET),)


@pytest.mark.parametrize(
    ("new", "values", "reasons"),
    [
        pytest.param(
            framework(A=[indicator("a", 1)]), {"a": 2}, [TrialReason("b", "b", MISSING, ABSENT)], id="removed"
        ),
        pytest.param(
            framework(A=[indicator("a", 1), indicator("b", None)]),
            {"a": 2},
            [TrialReason("b", "b", MISSING, NOT_COUNTED)],
            id="no longer counted",
        ),
        pytest.param(
            framework(A=[indicator("a", 1), indicator("b", 1), indicator("d", 1)]),
            ALL,
            [TrialReason("d", None, ABSENT, MISSING)],
            id="new without a value",
        ),
    ],
)
def test_what_makes_the_difference_is_listed(new, values, reasons):
    assert list(run(new, values).reasons) == reasons


def test_a_level_rule_that_asks_for_less_is_said():
    trial = run(framework(pass_share=50, A=[*OLD.indicators]), {"a": 2})

    assert (trial.old_level, trial.new_level, trial.reasons) == (0, 1, ())
    assert trial.is_rule_changed


def test_a_value_follows_the_crosswalk_to_another_code():
    new = framework(A=[indicator("x", 1), indicator("b", 1)])

    trial = run(new, origins={"x": Origin(SAME, ("a",)), "b": Origin(SAME, ("b",))})

    assert (trial.old_level, trial.new_level) == (1, 1)


def test_a_value_whose_meaning_changed_is_not_taken_over():
    trial = run(OLD, origins={"a": Origin(CHANGED, ("a",)), "b": Origin(SAME, ("b",))})

    assert trial.reasons == (TrialReason("a", "a", MET, MISSING),)


def test_one_indicator_without_a_value_takes_no_level_when_it_is_left_out():
    changed = {"a": Origin(CHANGED, ("a",)), "b": Origin(SAME, ("b",))}

    counted, left_out = (run(OLD, origins=changed, leaves_out=leaves_out) for leaves_out in (False, True))

    assert [(trial.old_level, trial.new_level) for trial in (counted, left_out)] == [(1, 0), (1, 1)]


def test_what_is_left_out_is_named_where_levels_differ():
    new = framework(A=[indicator("a", 3), indicator("b", 1)])
    origins = {"a": Origin(SAME, ("a",)), "b": Origin(CHANGED, ("b",))}

    trial = run(new, origins=origins, leaves_out=True)

    assert trial.reasons == (TrialReason("a", "a", MET, UNMET), TrialReason("b", "b", MET, LEFT_OUT))
