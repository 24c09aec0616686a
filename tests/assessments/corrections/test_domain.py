"""Correcting published results, exhaustively."""

from decimal import Decimal

import pytest

from assessments.corrections.domain import (
    CorrectionState,
    QuestionState,
    check_decision,
    check_handling,
    check_level,
    check_proposal,
    check_refusal,
    with_corrections,
)
from assessments.entry.domain.values import EntryValue
from assessments.workflow.domain import WorkflowError

PROPOSER, OTHER = 1, 2
TWO, THREE = EntryValue(value=Decimal(2)), EntryValue(value=Decimal(3))
PUBLISHED = {"EN9.1": TWO, "EN9.2": THREE}


def outcome_of(check, *values, **named):
    try:
        check(*values, **named)
    except WorkflowError as error:
        return error.code, error.indicators
    return None


@pytest.mark.parametrize(
    ("corrected", "reason", "has_open_correction", "refusal"),
    [
        pytest.param({"EN9.1": THREE}, "พิมพ์ผิด", False, None, id="another value with a reason"),
        pytest.param({"SO1.1": TWO}, "ตกหล่น", False, None, id="a value that was missing"),
        pytest.param({"EN9.1": THREE}, "พิมพ์ผิด", True, ("correction-open", ()), id="one waits already"),
        pytest.param({}, "พิมพ์ผิด", False, ("nothing-corrected", ()), id="nothing"),
        pytest.param(
            {"EN9.1": TWO, "EN9.2": TWO},
            "พิมพ์ผิด",
            False,
            ("correction-without-change", ("EN9.1",)),
            id="the same",
        ),
        pytest.param({"EN9.1": THREE}, " \u200b", False, ("correction-reason-missing", ()), id="no reason"),
    ],
)
def test_a_correction_changes_something_for_a_reason(corrected, reason, has_open_correction, refusal):
    assert (
        outcome_of(check_proposal, PUBLISHED, corrected, reason, has_open_correction=has_open_correction)
        == refusal
    )


@pytest.mark.parametrize(
    ("level", "reason", "has_meeting", "refusal"),
    [
        pytest.param(None, "", False, None, id="the level stays"),
        pytest.param(2, "มติใหม่", True, None, id="another level, meeting and reason"),
        pytest.param(3, "มติใหม่", True, "level-unchanged", id="the present level"),
        pytest.param(2, "มติใหม่", False, "level-meeting-missing", id="no meeting"),
        pytest.param(2, " \u200b", True, "level-reason-missing", id="no reason"),
    ],
)
def test_the_committee_changes_its_level_at_a_meeting_with_a_reason(level, reason, has_meeting, refusal):
    outcome = outcome_of(check_level, level, present_level=3, reason=reason, has_meeting=has_meeting)

    assert outcome == ((refusal, ()) if refusal else None)


@pytest.mark.parametrize("state", CorrectionState, ids=lambda state: state.value)
@pytest.mark.parametrize("person", [PROPOSER, OTHER], ids=["who proposed it", "somebody else"])
@pytest.mark.parametrize("level", [None, 0, 3], ids=["not computed", "level 0", "level 3"])
def test_somebody_else_decides_once_and_sees_the_level(state, person, level):
    outcome = outcome_of(check_decision, person, PROPOSER, state, computed_level=level)

    expected = None if level is not None else ("level-pending", ())
    expected = ("own-correction", ()) if person == PROPOSER else expected
    assert outcome == (expected if state == CorrectionState.PROPOSED else ("correction-decided", ()))


@pytest.mark.parametrize(
    ("person", "note", "refusal"),
    [
        (OTHER, "ค่าเดิมถูกต้อง", None),
        (OTHER, " \u200b", "refusal-reason-missing"),
        (PROPOSER, "ค่าเดิมถูกต้อง", "own-correction"),
    ],
)
def test_a_refusal_needs_a_reason_and_other_eyes(person, note, refusal):
    outcome = outcome_of(check_refusal, person, PROPOSER, CorrectionState.PROPOSED, note)

    assert outcome == ((refusal, ()) if refusal else None)


@pytest.mark.parametrize("state", QuestionState, ids=lambda state: state.value)
def test_a_question_is_taken_while_it_is_open(state):
    is_open = state in {QuestionState.NEW, QuestionState.HANDLING}

    assert outcome_of(check_handling, state) == (None if is_open else ("question-answered", ()))


def test_later_corrections_prevail_and_the_published_values_stay():
    corrected = with_corrections(PUBLISHED, [{"EN9.1": THREE}, {"EN9.1": EntryValue(value=Decimal(4))}])

    assert corrected == {"EN9.1": EntryValue(value=Decimal(4)), "EN9.2": THREE}
    assert PUBLISHED["EN9.1"] == TWO
