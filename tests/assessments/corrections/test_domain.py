"""Correcting published results, exhaustively."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.corrections.domain import (
    CODE_LENGTH,
    CODE_LETTERS,
    CorrectionFacts,
    CorrectionState,
    check_answer,
    check_approval,
    check_decision,
    check_handler,
    check_handling,
    check_level,
    check_proposal,
    check_refusal,
    code_in,
    grouped_code,
    is_question_code,
    private_details,
    question_code,
    task_of,
    with_corrections,
)
from assessments.entry.domain.values import EntryValue
from assessments.workflow.domain import WorkflowError

PROPOSER, RECOMMENDER, OTHER = 1, 2, 3
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


def facts(**changes):
    """Return a proposed correction that changes nothing of the levels."""
    values = {
        "proposed_by": PROPOSER,
        "recommended_by": RECOMMENDER,
        "state": CorrectionState.PROPOSED.value,
        "computed_level": 3,
        "is_failed": False,
        "granted_level": 3,
        "standing_reason": "",
        "reason": "",
        "has_meeting": False,
    }
    return CorrectionFacts(**{**values, **changes})


PEOPLE = {
    PROPOSER: ("own-correction", ()),
    RECOMMENDER: ("own-recommendation", ()),
    OTHER: None,
}


@pytest.mark.parametrize("state", CorrectionState, ids=lambda state: state.value)
@pytest.mark.parametrize("person", PEOPLE, ids=["who proposed it", "who recommended it", "somebody else"])
@pytest.mark.parametrize("level", [None, 0, 3], ids=["not computed", "level 0", "level 3"])
def test_somebody_else_approves_once_and_sees_the_level(state, person, level):
    correction = facts(state=state, computed_level=level, reason="มติเดิม")

    expected = PEOPLE[person] or (None if level is not None else ("level-pending", ()))
    decided = ("correction-decided", ())
    is_open = state == CorrectionState.PROPOSED
    assert outcome_of(check_approval, person, correction) == (expected if is_open else decided)
    assert outcome_of(check_decision, person, correction) == (PEOPLE[person] if is_open else decided)


@pytest.mark.parametrize(
    ("changes", "is_refused"),
    [
        pytest.param({}, False, id="the levels agree"),
        pytest.param({"computed_level": 2}, True, id="a lower level is computed and nothing said"),
        pytest.param({"computed_level": 4}, True, id="a higher one"),
        pytest.param({"computed_level": 2, "reason": " \u200b"}, True, id="an invisible reason"),
        pytest.param({"computed_level": 2, "reason": "ค่าชั่วคราว"}, False, id="a reason"),
        pytest.param({"computed_level": 2, "has_meeting": True}, False, id="a meeting"),
        pytest.param({"computed_level": 2, "granted_level": 2}, False, id="the committee follows"),
        pytest.param(
            {"computed_level": 4, "standing_reason": "มติเดิม"}, False, id="the reason given before holds"
        ),
        pytest.param({"granted_level": 2}, True, id="a changed level without the meeting"),
    ],
)
def test_a_difference_of_the_levels_is_explained_before_the_approval(changes, is_refused):
    refusal = ("difference-unexplained", ()) if is_refused else None

    assert outcome_of(check_approval, OTHER, facts(**changes)) == refusal
    assert facts(**changes).is_unexplained is is_refused


def test_a_meeting_that_was_closed_before_the_approval_decides_nothing():
    closed = facts(computed_level=2, granted_level=2, has_meeting=True, is_meeting_closed=True)

    assert outcome_of(check_approval, OTHER, closed) == ("correction-meeting-closed", ())


@pytest.mark.parametrize(
    ("changes", "tasks"),
    [
        pytest.param({}, [None, None, "decide"], id="computed"),
        pytest.param({"computed_level": None}, [None, None, "decide"], id="being computed"),
        pytest.param({"computed_level": None, "is_failed": True}, ["compute"] * 3, id="in error"),
        pytest.param({"computed_level": 2}, ["explain"] * 3, id="a difference without a reason"),
        pytest.param({"computed_level": 2, "reason": "x"}, [None, None, "decide"], id="with a reason"),
        pytest.param(
            {"has_meeting": True, "is_meeting_closed": True},
            ["explain"] * 3,
            id="its meeting was closed before",
        ),
        pytest.param({"state": "approved"}, [None] * 3, id="approved"),
        pytest.param({"state": "refused"}, [None] * 3, id="refused"),
    ],
)
def test_each_sees_what_they_can_do_about_a_correction(changes, tasks):
    assert [task_of(person, facts(**changes)) for person in PEOPLE] == tasks


@pytest.mark.parametrize(
    ("person", "note", "refusal"),
    [
        (OTHER, "ค่าเดิมถูกต้อง", None),
        (OTHER, " \u200b", "refusal-reason-missing"),
        (PROPOSER, "ค่าเดิมถูกต้อง", "own-correction"),
        (RECOMMENDER, "ค่าเดิมถูกต้อง", "own-recommendation"),
    ],
)
def test_a_refusal_needs_a_reason_and_other_eyes(person, note, refusal):
    outcome = outcome_of(check_refusal, person, facts(computed_level=None), note)

    assert outcome == ((refusal, ()) if refusal else None)


@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.parametrize("handler", [None, 1, 2], ids=["nobody", "oneself", "another"])
def test_who_handles_a_question_answers_it_and_afterwards_anyone_changes_the_answer(is_open, handler):
    is_refused = is_open and handler == 2

    assert outcome_of(check_handling, is_open=is_open) == (None if is_open else ("question-answered", ()))
    expected = ("question-of-other", ()) if is_refused else None
    assert outcome_of(check_handler, 1, handler, is_open=is_open) == expected


@pytest.mark.parametrize(
    ("answer", "shown_text", "is_shown", "may_be_shown", "refusal"),
    [
        pytest.param("ถูกต้อง", "", False, False, None, id="an answer to the visitor alone"),
        pytest.param(" \u200b", "", False, False, "public-answer-missing", id="no answer"),
        pytest.param("ถูกต้อง", "ทำไม", True, True, None, id="shown with consent"),
        pytest.param("ถูกต้อง", "ทำไม", True, False, "consent-missing", id="shown without consent"),
        pytest.param("ถูกต้อง", " ", True, True, "public-answer-missing", id="shown without a question"),
        pytest.param("ถูกต้อง", "โทร 08-1234-5678", True, True, "private-details", id="a telephone number"),
        pytest.param("ติดต่อ ก@example.com", "ทำไม", True, True, "private-details", id="an address"),
        pytest.param("โทร 08-1234-5678", "", False, True, None, id="private details to the visitor alone"),
    ],
)
def test_an_answer_is_shown_with_consent_and_without_private_details(
    answer, shown_text, is_shown, may_be_shown, refusal
):
    outcome = outcome_of(check_answer, answer, shown_text, is_shown=is_shown, may_be_shown=may_be_shown)

    assert outcome == ((refusal, ()) if refusal else None)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("ค่าปี 2569 คือ 12,345.67 จาก 40 โรงงาน", (), id="numbers of an answer"),
        pytest.param("ปีงบประมาณ 2568-2569 วันที่ 29/11/2569", (), id="years and dates"),
        pytest.param("somchai.k+eco@example.go.th", ("mail",), id="an address"),
        pytest.param("โทร. 0 2202 4000", ("phone",), id="a number of Bangkok"),
        pytest.param("๐๘๑-๒๓๔-๕๖๗๘", ("phone",), id="a mobile number in Thai digits"),
        pytest.param("+66 81 234 5678", ("phone",), id="an international number"),
        pytest.param("1-2345-67890-12-3", ("identity",), id="an identity number"),
    ],
)
def test_private_details_are_found(text, kinds):
    assert private_details(text) == kinds


CODE = question_code("ab2cde3fgh4")


def test_a_code_has_twelve_letters_that_are_read_as_people_type_them():
    assert is_question_code(CODE)
    assert grouped_code(CODE) == f"ab2c-de3f-gh4{CODE[-1]}"
    typed = [CODE.upper(), grouped_code(CODE), f" {grouped_code(CODE)} ", f"https://x.example/q/{CODE}/"]
    assert [code_in(text) for text in typed] == [CODE] * 4


@given(st.text(CODE_LETTERS, min_size=11, max_size=11), st.data())
def test_the_check_letter_finds_a_wrong_letter_and_an_exchange(letters, data):
    code = question_code(letters)
    place = data.draw(st.integers(0, CODE_LENGTH - 1))
    other = data.draw(st.integers(0, CODE_LENGTH - 1))
    letter = data.draw(st.sampled_from(CODE_LETTERS))
    changed = code[:place] + letter + code[place + 1 :]
    exchanged = list(code)
    exchanged[place], exchanged[other] = exchanged[other], exchanged[place]

    assert is_question_code(changed) is (changed == code)
    assert is_question_code("".join(exchanged)) is ("".join(exchanged) == code)


@pytest.mark.parametrize("code", ["", "-", CODE[:-1], CODE + "a", CODE[:-1] + "0", "ก" * 12, CODE.upper()])
def test_what_is_no_code(code):
    assert not is_question_code(code)


def test_later_corrections_prevail_and_the_published_values_stay():
    corrected = with_corrections(PUBLISHED, [{"EN9.1": THREE}, {"EN9.1": EntryValue(value=Decimal(4))}])

    assert corrected == {"EN9.1": EntryValue(value=Decimal(4)), "EN9.2": THREE}
    assert PUBLISHED["EN9.1"] == TWO
