"""The workflow, exhaustively: allowed transitions, and refusal of all others."""

from itertools import product

import pytest

from assessments.committee.domain import check_granted, check_recording
from assessments.submission.domain import check_submission
from assessments.workflow.domain import (
    EDITABLE,
    Participants,
    Status,
    Step,
    WorkflowError,
    check_audit,
    check_entering,
    target,
)

# docs/architecture.md, "The workflow", copied by hand; a resubmission is tested separately.
ALLOWED = {
    (Status.DRAFT, Step.SUBMIT): Status.INTERNAL_AUDIT,
    # Not in that table: an officer takes a submission back while no assessor has passed it.
    (Status.INTERNAL_AUDIT, Step.WITHDRAW): Status.DRAFT,
    (Status.INTERNAL_AUDIT, Step.RETURN): Status.RETURNED,
    (Status.INTERNAL_AUDIT, Step.PASS): Status.EXTERNAL_AUDIT,
    (Status.EXTERNAL_AUDIT, Step.RETURN): Status.RETURNED,
    (Status.EXTERNAL_AUDIT, Step.RECOMMEND): Status.COMMITTEE,
    (Status.COMMITTEE, Step.SEND_BACK): Status.EXTERNAL_AUDIT,
    (Status.COMMITTEE, Step.RESOLVE): Status.GRANTED,
    (Status.GRANTED, Step.WITHDRAW_RESOLUTION): Status.COMMITTEE,
    (Status.GRANTED, Step.PUBLISH): Status.PUBLISHED,
    (Status.PUBLISHED, Step.CORRECT): Status.PUBLISHED,
    # When the cycle is closed before the end; what resumes then is tested separately.
    (Status.DRAFT, Step.END): Status.UNFINISHED,
    (Status.RETURNED, Step.END): Status.UNFINISHED,
    (Status.INTERNAL_AUDIT, Step.END): Status.UNFINISHED,
    (Status.EXTERNAL_AUDIT, Step.END): Status.UNFINISHED,
    (Status.COMMITTEE, Step.END): Status.UNFINISHED,
}
OFFICER, ASSESSOR, COLLEAGUE, ADMINISTRATOR = 1, 2, 3, 4


@pytest.mark.parametrize(("current", "step"), ALLOWED, ids=lambda value: value.value)
def test_a_step_leads_where_the_table_says(current, step):
    assert target(current, step) == ALLOWED[current, step]


@pytest.mark.parametrize(
    ("current", "step"), sorted(set(product(Status, Step)) - set(ALLOWED)), ids=lambda value: value.value
)
def test_every_other_step_is_refused(current, step):
    with pytest.raises(WorkflowError, match="^not-now$"):
        target(current, step)


@pytest.mark.parametrize(
    "stage", [Status.INTERNAL_AUDIT, Status.EXTERNAL_AUDIT], ids=lambda stage: stage.value
)
def test_a_resubmission_goes_back_to_the_stage_that_returned_it(stage):
    assert target(Status.RETURNED, Step.RESUBMIT, returned_from=stage) == stage


@pytest.mark.parametrize("status", Status, ids=lambda status: status.value)
def test_what_is_resumed_goes_on_in_the_status_in_which_it_ended(status):
    if (status, Step.END) in ALLOWED:
        assert target(Status.UNFINISHED, Step.RESUME, ended_from=status) == status
    else:
        with pytest.raises(WorkflowError, match="^not-now$"):
            target(Status.UNFINISHED, Step.RESUME, ended_from=status)


@pytest.mark.parametrize("status", Status, ids=lambda status: status.value)
def test_values_change_only_while_the_province_has_the_assessment(status):
    assert EDITABLE == {Status.DRAFT, Status.RETURNED}
    if status in EDITABLE:
        check_entering(status)
    else:
        refusal = "ended" if status == Status.UNFINISHED else "locked"
        with pytest.raises(WorkflowError, match=f"^{refusal}$"):
            check_entering(status)


@pytest.mark.parametrize(
    ("person", "participants", "stage", "refusal"),
    [
        pytest.param(
            ASSESSOR, Participants(frozenset({OFFICER})), Status.INTERNAL_AUDIT, None, id="a fresh assessor"
        ),
        pytest.param(
            ASSESSOR,
            Participants(frozenset({OFFICER, ASSESSOR})),
            Status.INTERNAL_AUDIT,
            "own-entries",
            id="who entered a value does not audit it inside",
        ),
        pytest.param(
            ASSESSOR,
            Participants(frozenset({ASSESSOR}), passed_by=COLLEAGUE),
            Status.EXTERNAL_AUDIT,
            "own-entries",
            id="nor outside",
        ),
        pytest.param(
            ASSESSOR,
            Participants(frozenset({OFFICER}), passed_by=ASSESSOR),
            Status.EXTERNAL_AUDIT,
            "both-audits",
            id="who passed the internal audit does not do the external one",
        ),
        pytest.param(
            ASSESSOR,
            Participants(frozenset({OFFICER}), recommended_by=ASSESSOR),
            Status.INTERNAL_AUDIT,
            "both-audits",
            id="who recommended does not pass a later internal audit",
        ),
        pytest.param(
            COLLEAGUE,
            Participants(frozenset({OFFICER}), passed_by=ASSESSOR),
            Status.EXTERNAL_AUDIT,
            None,
            id="a colleague",
        ),
        pytest.param(
            ASSESSOR,
            Participants(frozenset({OFFICER}), passed_by=ASSESSOR),
            Status.INTERNAL_AUDIT,
            None,
            id="the same assessor goes on with the stage",
        ),
    ],
)
def test_duties_of_the_audits_are_separated(person, participants, stage, refusal):
    if refusal is None:
        check_audit(person, participants, stage=stage)
    else:
        with pytest.raises(WorkflowError, match=f"^{refusal}$"):
            check_audit(person, participants, stage=stage)


@pytest.mark.parametrize(
    ("person", "computed_level", "refusal"),
    [
        pytest.param(ADMINISTRATOR, 3, None, id="an administrator, with the level computed"),
        pytest.param(ADMINISTRATOR, 0, None, id="level 0 is a level"),
        pytest.param(ASSESSOR, 3, "own-recommendation", id="not the one who recommended"),
        pytest.param(ADMINISTRATOR, None, "level-pending", id="not before the level is computed"),
    ],
)
def test_who_recommended_does_not_record_the_resolution(person, computed_level, refusal):
    participants = Participants(frozenset({OFFICER}), passed_by=COLLEAGUE, recommended_by=ASSESSOR)

    if refusal is None:
        check_recording(person, participants, computed_level=computed_level)
    else:
        with pytest.raises(WorkflowError, match=f"^{refusal}$"):
            check_recording(person, participants, computed_level=computed_level)


@pytest.mark.parametrize(
    ("granted", "computed", "reason", "is_allowed"),
    [
        pytest.param(3, 3, "", True, id="the computed level needs no reason"),
        pytest.param(2, 3, "", False, id="a lower one does"),
        pytest.param(4, 3, " \u200b", False, id="a higher one does, and spaces are none"),
        pytest.param(2, 3, "ที่ประชุมเห็นว่า", True, id="with a reason it may differ"),
    ],
)
def test_a_level_that_differs_needs_a_reason(granted, computed, reason, is_allowed):
    if is_allowed:
        check_granted(granted, computed_level=computed, reason=reason)
    else:
        with pytest.raises(WorkflowError, match="^reason-missing$"):
            check_granted(granted, computed_level=computed, reason=reason)


@pytest.mark.parametrize(
    ("missing", "declared", "refusal"),
    [
        pytest.param([], True, None, id="complete and declared"),
        pytest.param(["EN1.1"], True, "incomplete", id="one indicator without an answer"),
        pytest.param([], False, "undeclared", id="not declared"),
    ],
)
def test_submitting_needs_every_answer_and_a_declaration(missing, declared, refusal):
    if refusal is None:
        check_submission(missing, declared=declared)
    else:
        with pytest.raises(WorkflowError, match=f"^{refusal}$"):
            check_submission(missing, declared=declared)


@pytest.mark.parametrize(
    ("unconfirmed", "warned", "refusal"),
    [
        pytest.param(["EN1.1"], [], "unconfirmed", id="a value of the year before"),
        pytest.param([], ["EN1.2"], "unanswered-warnings", id="a warning without a reason"),
        pytest.param(["EN1.1"], ["EN1.2"], "unconfirmed", id="confirming comes first"),
    ],
)
def test_submitting_waits_for_confirmations_and_reasons(unconfirmed, warned, refusal):
    with pytest.raises(WorkflowError, match=f"^{refusal}$") as caught:
        check_submission([], unconfirmed, warned, declared=True)

    assert caught.value.indicators == tuple(unconfirmed or warned)
