"""What visitors ask about published results, and what the department answers."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from assessments import tasks
from assessments.domain import corrections
from assessments.domain.corrections import Asked
from assessments.domain.workflow import Status, WorkflowError
from assessments.models import Assessment, Question
from ecotown.accounts.models import User
from ecotown.common import history
from ecotown.common.typed_text import visible
from indicators.models import Indicator


@transaction.atomic
def ask_question(
    *, assessment: Assessment, text: str, asker: str, code: str = "", email: str = "", by: User | None
) -> Question:
    """Keep what a visitor asks about an indicator of a published result, or about its level without `code`.

    `asker` is the keyed hash of an address. Its history is a chain of its own, without the visitor's words.
    Raises WorkflowError: "not-published", "too-many-questions", "empty-text", "unknown-indicator".
    """
    if assessment.status != Status.PUBLISHED:
        raise WorkflowError("not-published")
    since = timezone.now() - timedelta(days=1)
    if Question.objects.filter(asker=asker, asked_at__gt=since).count() >= settings.QUESTIONS_A_DAY:
        raise WorkflowError("too-many-questions")
    if not visible(text):
        raise WorkflowError("empty-text")
    question = Question.objects.create(
        assessment=assessment,
        indicator=_indicator(assessment, code) if code else None,
        text=text.strip(),
        email=email,
        asker=asker,
        asked_at=timezone.now(),
    )
    _record("question-asked", question, by=by, indicator=code)
    return question


@transaction.atomic
def take_question(*, question: Question, by: User) -> Question:
    """Say that one deals with a question. Raises WorkflowError("question-answered")."""
    question = lock_question(question)
    corrections.check_handling(question.state)
    handle(question, Asked.HANDLING, by=by)
    _record("question-taken", question, by=by)
    return question


@transaction.atomic
def answer_question(
    *, question: Question, answer: str, shown_text: str = "", is_shown: bool = False, by: User
) -> Question:
    """Answer a question; the answer may be shown on the public page and is sent to who left an address.

    An answer can be changed; one that led to a correction stays so.
    Raises WorkflowError("public-answer-missing").
    """
    question = lock_question(question)
    if not visible(answer) or (is_shown and not visible(shown_text)):
        raise WorkflowError("public-answer-missing")
    question.answer, question.is_shown = answer.strip(), is_shown
    question.shown_text = shown_text.strip() if is_shown else ""
    if question.email:
        question.mail_due_at = timezone.now()
        tasks.mail_answer.delay_on_commit(question_id=question.pk)
    question.save(update_fields=["answer", "is_shown", "shown_text", "mail_due_at"])
    state = Asked.CORRECTED if question.state == Asked.CORRECTED else Asked.ANSWERED
    handle(question, state, by=by)
    said = {"answer": question.answer, "is_shown": is_shown, "shown_text": question.shown_text}
    _record("question-answered", question, by=by, **said)
    return question


def handle(question: Question, state: Asked, *, by: User) -> None:
    """Say how far a question has come, and who deals with it."""
    question.state, question.handled_by, question.handled_at = state, by, timezone.now()
    question.save(update_fields=["state", "handled_by", "handled_at"])


def lock_question(question: Question) -> Question:
    """The question as it is stored now, which nobody else changes before the transaction ends."""
    return Question.objects.select_for_update(of=("self",)).select_related("assessment").get(pk=question.pk)


def _indicator(assessment, code):
    found = Indicator.objects.filter(
        aspect__dimension__framework_id=assessment.cycle.framework_id, code=code
    ).first()
    if found is None:
        raise WorkflowError("unknown-indicator")
    return found


def _record(name, question, *, by, **data):
    about = {"question": question.pk, **data}
    history.record(f"questions:{question.assessment_id}", name, by=by, data=about)
