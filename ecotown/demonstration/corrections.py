"""Questions of the public in the demonstration, and a correction after which the levels differ."""

from collections.abc import Mapping

from assessments.corrections import queries
from assessments.corrections.actions import corrections, questions
from assessments.corrections.models import Correction, Question
from assessments.entry.domain.values import EntryValue
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.demonstration import scenario
from ecotown.demonstration.steps import ScenarioError, wait_until

VISITOR = "0" * 64  # the keyed hash of no address


def ask_and_correct(year: int, people: Mapping[str, User]) -> None:
    """Ask two questions about results of `year`; the first leads to a correction and an answer.

    Another administrator than who proposed the correction approves it. Nothing is done a second time.
    """
    if Question.objects.filter(assessment__cycle__year=year).exists():
        return
    corrected, other = (
        Assessment.objects.get(cycle__year=year, area__key=key) for key in scenario.ASKED_AREAS
    )
    handler, approver = people[scenario.ADMINISTRATOR], people[scenario.SECOND_ADMINISTRATOR]
    question = _ask(corrected, scenario.QUESTIONS[0])
    correction = _propose(question, by=handler)
    corrections.set_corrected_level(
        correction=correction, granted_level=None, meeting=None, reason=scenario.KEPT_LEVEL_REASON, by=handler
    )
    corrections.approve_correction(correction=correction, by=approver)
    questions.answer_question(
        question=question, answer=scenario.ANSWER, shown_text=question.text, is_shown=True, by=handler
    )
    _ask(other, scenario.QUESTIONS[1])


def _ask(assessment: Assessment, text: str) -> Question:
    return questions.ask_question(
        assessment=assessment,
        code=scenario.ASKED_CODE,
        text=text,
        asker=VISITOR,
        may_be_shown=True,
        by=None,
    )


def _propose(question: Question, *, by: User) -> Correction:
    """Propose a smaller part of the same whole, and wait for the level; ScenarioError when it fails."""
    inputs = queries.published_values(question.assessment)[scenario.ASKED_CODE].inputs
    part = inputs["whole"] * scenario.CORRECTED_PERCENT // 100
    correction = corrections.propose_correction(
        assessment=question.assessment,
        values={scenario.ASKED_CODE: EntryValue(inputs={**inputs, "part": part})},
        reason=scenario.CORRECTION_REASON,
        question=question,
        by=by,
    )

    def computed():
        row = queries.all_corrections().get(pk=correction.pk)
        if row.level_error:
            raise ScenarioError(f"the level of a correction could not be computed: {row.level_error}")
        return row if hasattr(row, "computed") else None

    return wait_until(computed, "the level of a correction")
