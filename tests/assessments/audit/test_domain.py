"""Verdicts: which are possible, when they hold, the audited values, when a stage is finished."""

from decimal import Decimal
from itertools import product

import pytest

from assessments.audit.domain import (
    FOR_NOT_APPLICABLE,
    FOR_VALUES,
    ReturnAnswer,
    Ruling,
    VerdictKind,
    audited_value,
    check_completion,
    check_resubmission,
    check_ruling,
    ruling_in_force,
    state_of,
    verdict_kinds_for,
)
from assessments.entry.domain.values import EntryValue
from assessments.workflow.domain import Status, WorkflowError

INTERNAL, EXTERNAL = Status.INTERNAL_AUDIT, Status.EXTERNAL_AUDIT
THREE, FIVE = EntryValue(value=Decimal(3)), EntryValue(value=Decimal(5))
EXEMPT = EntryValue(not_applicable=True, reason="ไม่มีโรงงาน")
FILE = {"sha256": "ab", "name": "a.pdf", "expected": "", "page": "4", "note": ""}


def ruling(kind=VerdictKind.ACCEPT, stage=INTERNAL, number=1, seen=None, adjusted_value=None, reason="เหตุผล"):
    return Ruling(kind, stage, number, seen or state_of(THREE), adjusted_value or EntryValue(), reason)


@pytest.mark.parametrize(("entered", "kind"), list(product([THREE, EntryValue(), EXEMPT], VerdictKind)))
def test_only_the_verdicts_that_fit_what_was_entered_are_possible(entered, kind):
    fitting = FOR_NOT_APPLICABLE if entered == EXEMPT else FOR_VALUES
    assert verdict_kinds_for(entered) == fitting

    if kind in fitting:
        check_ruling(ruling(kind, adjusted_value=FIVE if kind == VerdictKind.ADJUST else None), entered)
    else:
        with pytest.raises(WorkflowError, match="^verdict-not-possible$"):
            check_ruling(ruling(kind), entered)


@pytest.mark.parametrize(
    ("entered", "verdict", "is_valid", "refusal"),
    [
        pytest.param(
            THREE, ruling(VerdictKind.ACCEPT, reason=""), True, None, id="accepting needs no reason"
        ),
        pytest.param(EXEMPT, ruling(VerdictKind.AGREE, reason=""), True, None, id="nor does agreeing"),
        pytest.param(
            THREE,
            ruling(VerdictKind.RETURN, reason=" \u200b"),
            True,
            "verdict-reason-missing",
            id="returning does",
        ),
        pytest.param(
            EXEMPT,
            ruling(VerdictKind.REFUSE, reason=""),
            True,
            "verdict-reason-missing",
            id="so does refusing",
        ),
        pytest.param(
            THREE,
            ruling(VerdictKind.ADJUST, adjusted_value=FIVE, reason=""),
            True,
            "verdict-reason-missing",
            id="and adjusting",
        ),
        pytest.param(
            THREE,
            ruling(VerdictKind.ADJUST, adjusted_value=THREE),
            True,
            "verdict-without-change",
            id="adjusting to what was entered is accepting",
        ),
        pytest.param(
            THREE,
            ruling(VerdictKind.ADJUST, adjusted_value=FIVE),
            False,
            "wrong-value",
            id="an adjusted value must fit",
        ),
    ],
)
def test_a_verdict_says_why_and_what(entered, verdict, is_valid, refusal):
    if refusal is None:
        check_ruling(verdict, entered, is_adjustment_valid=is_valid)
    else:
        with pytest.raises(WorkflowError, match=f"^{refusal}$"):
            check_ruling(verdict, entered, is_adjustment_valid=is_valid)


@pytest.mark.parametrize(
    ("rulings", "state", "number", "expected"),
    [
        pytest.param([], state_of(THREE), 1, None, id="nothing was said"),
        pytest.param([ruling()], state_of(THREE), 1, 0, id="nothing has changed"),
        pytest.param([ruling()], state_of(THREE), 3, 0, id="it stands in later rounds"),
        pytest.param([ruling()], state_of(FIVE), 1, None, id="a changed value makes it stale"),
        pytest.param([ruling()], state_of(EXEMPT), 1, None, id="so does not applicable"),
        pytest.param([ruling()], state_of(THREE, [FILE]), 1, None, id="so does new evidence"),
        pytest.param(
            [ruling(seen=state_of(THREE, [FILE]))],
            state_of(THREE, [{**FILE, "page": "5"}]),
            1,
            None,
            id="so does another page",
        ),
        pytest.param(
            [ruling(seen=state_of(THREE, [FILE, {**FILE, "page": "5"}]))],
            state_of(THREE, [{**FILE, "page": "5"}, FILE]),
            1,
            0,
            id="the order of the evidence says nothing",
        ),
        pytest.param([ruling(VerdictKind.RETURN)], state_of(THREE), 1, 0, id="a return stands in its round"),
        pytest.param(
            [ruling(VerdictKind.RETURN)], state_of(THREE), 2, None, id="answered, it is to be judged again"
        ),
        pytest.param(
            [ruling(), ruling(VerdictKind.RETURN, number=2)],
            state_of(THREE),
            2,
            1,
            id="the latest one counts",
        ),
        pytest.param(
            [ruling(), ruling(number=2, seen=state_of(FIVE))],
            state_of(THREE),
            3,
            None,
            id="an older one does not come back to life",
        ),
        pytest.param([ruling(stage=EXTERNAL)], state_of(THREE), 1, None, id="a verdict belongs to one stage"),
    ],
)
def test_which_verdict_holds(rulings, state, number, expected):
    verdict = ruling_in_force(rulings, INTERNAL, state, current_round=number)

    assert verdict is (None if expected is None else rulings[expected])


@pytest.mark.parametrize(
    ("entered", "rulings", "counts"),
    [
        pytest.param(THREE, [], THREE, id="without a verdict what was entered counts"),
        pytest.param(THREE, [ruling()], THREE, id="accepted as entered"),
        pytest.param(
            THREE, [ruling(VerdictKind.ADJUST, adjusted_value=FIVE)], FIVE, id="the adjusted value counts"
        ),
        pytest.param(
            THREE,
            [ruling(VerdictKind.ADJUST, adjusted_value=FIVE), ruling(stage=EXTERNAL)],
            FIVE,
            id="accepting in the external audit accepts what the internal audit has left",
        ),
        pytest.param(
            THREE,
            [
                ruling(VerdictKind.ADJUST, adjusted_value=FIVE),
                ruling(VerdictKind.ADJUST, EXTERNAL, adjusted_value=THREE),
            ],
            THREE,
            id="the external audit has the last word",
        ),
        pytest.param(THREE, [ruling(VerdictKind.RETURN)], THREE, id="a return changes nothing yet"),
        pytest.param(EXEMPT, [ruling(VerdictKind.AGREE)], EXEMPT, id="agreed that it does not apply"),
        pytest.param(EXEMPT, [ruling(VerdictKind.REFUSE)], EntryValue(), id="refused counts as missing"),
        pytest.param(
            EXEMPT,
            [ruling(VerdictKind.REFUSE), ruling(VerdictKind.AGREE, EXTERNAL)],
            EXEMPT,
            id="refused in the internal audit, agreed in the external one",
        ),
    ],
)
def test_what_counts_after_the_verdicts(entered, rulings, counts):
    assert audited_value(entered, rulings) == counts


@pytest.mark.parametrize(
    ("rulings", "refusal", "codes"),
    [
        pytest.param({"A": ruling(), "B": ruling(VerdictKind.REFUSE)}, None, (), id="everything has one"),
        pytest.param({"A": ruling(), "B": None}, "unjudged", ("B",), id="one is missing"),
        pytest.param(
            {"A": ruling(VerdictKind.RETURN), "B": None}, "unjudged", ("B",), id="the missing ones come first"
        ),
        pytest.param({"A": ruling(VerdictKind.RETURN)}, "to-be-returned", ("A",), id="one is to be returned"),
    ],
)
def test_when_a_stage_can_be_passed(rulings, refusal, codes):
    if refusal is None:
        check_completion(rulings)
    else:
        with pytest.raises(WorkflowError, match=f"^{refusal}$") as caught:
            check_completion(rulings)
        assert caught.value.indicators == codes


@pytest.mark.parametrize(
    ("answers", "missing", "declared", "refusal"),
    [
        pytest.param({"A": ReturnAnswer(is_changed=True)}, [], True, None, id="changed"),
        pytest.param({"A": ReturnAnswer(False, "ยืนยันตามเดิม")}, [], True, None, id="kept, because"),
        pytest.param({"A": ReturnAnswer(False, " \u200b")}, [], True, "unanswered", id="blanks are no reply"),
        pytest.param({"A": ReturnAnswer(True)}, ["B"], True, "incomplete", id="an answer is missing"),
        pytest.param({"A": ReturnAnswer(True)}, [], False, "undeclared", id="not declared"),
    ],
)
def test_when_it_can_be_submitted_again(answers, missing, declared, refusal):
    if refusal is None:
        check_resubmission(answers, missing, declared=declared)
    else:
        with pytest.raises(WorkflowError, match=f"^{refusal}$"):
            check_resubmission(answers, missing, declared=declared)
