"""Visitor and department, or two administrators, at the same moment: consent and decisions hold."""

import pytest

from assessments.corrections.actions import corrections, questions
from assessments.corrections.models import Correction, Question
from assessments.entry.domain.values import EntryValue
from assessments.workflow.domain import Status, WorkflowError
from ecotown.accounts.models import Role
from tests import builders
from tests.at_once import meanwhile, needs_server


@pytest.fixture
def published(at):
    return at(Status.PUBLISHED)


def code_of(outcome):
    assert isinstance(outcome, WorkflowError), outcome
    return outcome.code


@needs_server
def test_consent_that_is_taken_back_while_the_answer_is_saved_holds(published, administrator):
    first, second = (builders.ask(published, may_be_shown=True, asker=name) for name in ("a", "b"))
    shown = {"answer": "ถูกต้อง", "shown_text": "ทำไม", "is_shown": True, "by": administrator}

    meanwhile(
        lambda: questions.answer_question(question=first, **shown),
        lambda: questions.withdraw_consent(question=first, by=None),
    )
    refusal = meanwhile(
        lambda: questions.withdraw_consent(question=second, by=None),
        lambda: questions.answer_question(question=second, **shown),
    )

    assert code_of(refusal) == "consent-missing"
    assert set(Question.objects.values_list("is_shown", "may_be_shown")) == {(False, False)}


@needs_server
def test_a_correction_is_proposed_and_decided_once(published, administrator):
    second, third = builders.UserBuilder.create_batch(2, role=Role.ADMINISTRATOR)
    values = {"assessment": published, "values": {"EN9.1": EntryValue(value=50)}, "reason": "พิมพ์ผิด"}

    proposed = meanwhile(
        lambda: corrections.propose_correction(**values, by=administrator),
        lambda: corrections.propose_correction(**values, by=second),
    )
    correction = Correction.objects.get()
    refused = meanwhile(
        lambda: corrections.refuse_correction(correction=correction, note="ไม่ผิด", by=second),
        lambda: corrections.approve_correction(correction=correction, by=third),
    )
    changed = meanwhile(
        lambda: None,
        lambda: corrections.set_corrected_level(
            correction=correction, granted_level=None, meeting=None, reason="รอ", by=administrator
        ),
    )

    assert [code_of(outcome) for outcome in (proposed, refused, changed)] == [
        "correction-open",
        "correction-decided",
        "correction-decided",
    ]
