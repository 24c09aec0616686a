"""Actions: ask a question about a published result as a visitor, take and answer it as the department."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from assessments.corrections import domain, tasks
from assessments.corrections.domain import QuestionState
from assessments.corrections.models import Question
from assessments.workflow.domain import Status, WorkflowError
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.common.thai.typed_text import visible_text
from indicators.editions.models import Indicator


@transaction.atomic
def ask_question(
    *, assessment: Assessment, text: str, asker: str, code: str = "", email: str = "", by: User | None
) -> Question:
    """Store a visitor's question about an indicator of a published result, or about its level without `code`.

    `asker` is the keyed hash of an address. The event goes to a separate chain, without the question's text.
    Raises WorkflowError: "not-published", "too-many-questions", "empty-text", "unknown-indicator".
    """
    if assessment.status != Status.PUBLISHED:
        raise WorkflowError("not-published")
    since = timezone.now() - timedelta(days=1)
    if Question.objects.filter(asker=asker, asked_at__gt=since).count() >= settings.QUESTIONS_A_DAY:
        raise WorkflowError("too-many-questions")
    if not visible_text(text):
        raise WorkflowError("empty-text")
    question = Question.objects.create(
        assessment=assessment,
        indicator=_indicator(assessment, code) if code else None,
        text=text.strip(),
        email=email,
        asker=asker,
        asked_at=timezone.now(),
    )
    _record(Event.QUESTION_ASKED, question, by=by, indicator=code)
    return question


@transaction.atomic
def take_question(*, question: Question, by: User) -> Question:
    """Mark a question as handled by `by`, and do nothing when it is.

    Raises WorkflowError("question-answered").
    """
    question = lock_question(question)
    domain.check_handling(question.state)
    if (question.state, question.handled_by_id) == (QuestionState.HANDLING, by.pk):
        return question
    handle(question, QuestionState.HANDLING, by=by)
    _record(Event.QUESTION_TAKEN, question, by=by)
    return question


@transaction.atomic
def answer_question(
    *, question: Question, answer: str, shown_text: str = "", is_shown: bool = False, by: User
) -> Question:
    """Store the answer, mail it to a visitor who left an address, and show it publicly when `is_shown`.

    An answer can be changed; the state "corrected" is kept.
    Raises WorkflowError("public-answer-missing").
    """
    question = lock_question(question)
    if not visible_text(answer) or (is_shown and not visible_text(shown_text)):
        raise WorkflowError("public-answer-missing")
    question.answer, question.is_shown = answer.strip(), is_shown
    question.shown_text = shown_text.strip() if is_shown else ""
    if question.email:
        question.mail_due_at = timezone.now()
        tasks.mail_answer.delay_on_commit(question_id=question.pk)
    question.save(update_fields=["answer", "is_shown", "shown_text", "mail_due_at"])
    state = QuestionState.CORRECTED if question.state == QuestionState.CORRECTED else QuestionState.ANSWERED
    handle(question, state, by=by)
    _record(
        Event.QUESTION_ANSWERED,
        question,
        by=by,
        answer=question.answer,
        is_shown=is_shown,
        shown_text=question.shown_text,
    )
    return question


def handle(question: Question, state: QuestionState, *, by: User) -> None:
    """Set the state of a question and the person who handles it."""
    question.state, question.handled_by, question.handled_at = state, by, timezone.now()
    question.save(update_fields=["state", "handled_by", "handled_at"])


def lock_question(question: Question) -> Question:
    """Return the stored question, locked until the transaction ends."""
    return Question.objects.select_for_update(of=("self",)).select_related("assessment").get(pk=question.pk)


def _indicator(assessment: Assessment, code: str) -> Indicator:
    indicator = Indicator.objects.filter(
        aspect__dimension__framework_id=assessment.cycle.framework_id, code=code
    ).first()
    if indicator is None:
        raise WorkflowError("unknown-indicator")
    return indicator


def _record(event: Event, question: Question, *, by: User | None, **facts: object) -> None:
    event_data = {"question": question.pk, **facts}
    recording.record(f"questions:{question.assessment_id}", event, by=by, data=event_data)
