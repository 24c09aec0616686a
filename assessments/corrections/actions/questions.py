"""Actions: ask a question about a published result as a visitor, take and answer it as the department."""

import secrets
from datetime import timedelta

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
from ecotown.common.holidays.queries import after_working_days
from ecotown.common.thai.typed_text import visible_text
from ecotown.configuration.queries import current
from indicators.editions.models import Indicator

# Questions of a day whose arrival is told to one address of a mail; whoever types it need not own it.
ARRIVALS_A_DAY = 3


@transaction.atomic
def ask_question(
    *,
    assessment: Assessment,
    text: str,
    asker: str,
    code: str = "",
    email: str = "",
    may_be_shown: bool = False,
    by: User | None,
) -> Question:
    """Store a visitor's question about an indicator of a published result, or about its level without `code`.

    The question gets a reference number and the day promised for its answer, and a visitor who left an
    address a mail with both, though not one for each of many questions. `asker` is the keyed hash of an
    address, `may_be_shown` the visitor's consent to show question and answer. The event goes to a separate
    chain, without the question's text.
    Raises WorkflowError: "not-published", "too-many-questions", "empty-text", "unknown-indicator".
    """
    if assessment.status != Status.PUBLISHED:
        raise WorkflowError("not-published")
    since = timezone.now() - timedelta(days=1)
    if Question.objects.filter(asker=asker, asked_at__gt=since).count() >= current().questions_a_day:
        raise WorkflowError("too-many-questions")
    if not visible_text(text):
        raise WorkflowError("empty-text")
    told = Question.objects.filter(email__iexact=email, asked_at__gt=since).count() if email else 0
    is_told = bool(email) and told < ARRIVALS_A_DAY
    question = Question.objects.create(
        assessment=assessment,
        indicator=_indicator(assessment, code) if code else None,
        code=_new_code(),
        text=text.strip(),
        may_be_shown=may_be_shown,
        email=email,
        asker=asker,
        asked_at=timezone.now(),
        answer_by=after_working_days(timezone.localdate(), current().question_answer_days),
        mail_due_at=timezone.now() if is_told else None,
    )
    _record(Event.QUESTION_ASKED, question, by=by, indicator=code, may_be_shown=may_be_shown)
    if is_told:
        tasks.mail_visitor.delay_on_commit(question_id=question.pk)
    return question


@transaction.atomic
def take_question(*, question: Question, by: User) -> Question:
    """Mark a question as handled by `by`, who may take it over from another; do nothing when it is.

    Raises WorkflowError("question-answered").
    """
    question = lock_question(question)
    domain.check_handling(is_open=question.is_open)
    if question.handled_by_id == by.pk:
        return question
    is_corrected = question.state == QuestionState.CORRECTED
    handle(question, QuestionState.CORRECTED if is_corrected else QuestionState.HANDLING, by=by)
    _record(Event.QUESTION_TAKEN, question, by=by)
    return question


@transaction.atomic
def answer_question(
    *, question: Question, answer: str, shown_text: str = "", is_shown: bool = False, by: User
) -> Question:
    """Store the answer, mail it to a visitor who left an address, and show it publicly when `is_shown`.

    An answer can be changed; the state "corrected" is kept. Raises what `check_handler` and `check_answer`
    raise.
    """
    question = lock_question(question)
    domain.check_handler(by.pk, question.handled_by_id, is_open=question.is_open)
    domain.check_answer(answer, shown_text, is_shown=is_shown, may_be_shown=question.may_be_shown)
    question.answer, question.is_shown = answer.strip(), is_shown
    question.shown_text = shown_text.strip() if is_shown else ""
    if question.email:
        question.mail_due_at = timezone.now()
        tasks.mail_visitor.delay_on_commit(question_id=question.pk)
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


@transaction.atomic
def withdraw_consent(*, question: Question, by: User | None) -> Question:
    """Take back the visitor's consent: question and answer are not shown any more, and cannot be again.

    Whoever has the reference number may do it.
    """
    question = lock_question(question)
    if question.may_be_shown:
        question.may_be_shown = question.is_shown = False
        question.shown_text = ""
        question.save(update_fields=["may_be_shown", "is_shown", "shown_text"])
        _record(Event.CONSENT_WITHDRAWN, question, by=by)
    return question


def correct_question(question: Question) -> None:
    """Mark a question as one that led to a correction; who handles it still owes the visitor the answer.

    A visitor who left an address is told of the correction.
    """
    question.state, question.handled_at = QuestionState.CORRECTED, timezone.now()
    if question.email:
        question.mail_due_at = timezone.now()
        tasks.mail_visitor.delay_on_commit(question_id=question.pk)
    question.save(update_fields=["state", "handled_at", "mail_due_at"])


def handle(question: Question, state: QuestionState, *, by: User) -> None:
    """Set the state of a question and the person who handles it."""
    question.state, question.handled_by, question.handled_at = state, by, timezone.now()
    question.save(update_fields=["state", "handled_by", "handled_at"])


def lock_question(question: Question) -> Question:
    """Return the stored question, locked until the transaction ends."""
    return Question.objects.select_for_update(of=("self",)).select_related("assessment").get(pk=question.pk)


def _new_code() -> str:
    return domain.question_code(
        "".join(secrets.choice(domain.CODE_LETTERS) for _ in range(domain.RANDOM_LETTERS))
    )


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
