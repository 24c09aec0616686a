"""Actions: write comment threads (read by province and assessors) and internal notes of assessors."""

from django.db import transaction
from django.utils import timezone

from assessments.audit.models.comments import Comment, InternalNote, Thread
from assessments.audit.queries.comments import settling_refusal
from assessments.evidence.models import Evidence
from assessments.workflow import domain
from assessments.workflow.actions import lock, record
from assessments.workflow.domain import WorkflowError
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.common.thai.typed_text import visible_text
from indicators.editions.models import Indicator


@transaction.atomic
def open_thread(
    *,
    assessment: Assessment,
    code: str,
    text: str,
    evidence: Evidence | None = None,
    page: str = "",
    by: User,
) -> Thread:
    """Open a thread with its first comment on a value, or on a page of a file cited for it.

    Raises WorkflowError: "no-comments-now", "empty-text", "unknown-indicator".
    """
    assessment = _lock_commentable(assessment, text)
    indicator = _indicator(assessment, code)
    thread = Thread.objects.create(
        assessment=assessment, indicator=indicator, evidence=evidence, page=page if evidence else ""
    )
    _write_comment(thread, text, by=by)
    event_data = {"thread": thread.pk, "indicator": code}
    if evidence:
        event_data |= {"evidence": evidence.pk, "page": page}
    record(Event.THREAD_OPENED, assessment, by=by, **event_data)
    return thread


@transaction.atomic
def answer_thread(*, thread: Thread, text: str, by: User) -> Comment:
    """Add a comment to a thread and reopen it when it is settled.

    Raises WorkflowError: "no-comments-now", "empty-text".
    """
    assessment = _lock_commentable(thread.assessment, text)
    thread = Thread.objects.select_for_update(of=("self",)).select_related("indicator").get(pk=thread.pk)
    if thread.is_settled:
        thread.settled_by = thread.settled_at = None
        thread.save(update_fields=["settled_by", "settled_at"])
    comment = _write_comment(thread, text, by=by)
    record(Event.COMMENT_WRITTEN, assessment, by=by, thread=thread.pk, indicator=thread.indicator.code)
    return comment


@transaction.atomic
def settle_thread(*, thread: Thread, is_settled: bool, by: User) -> Thread:
    """Settle a thread, or reopen it when `is_settled` is false.

    Raises WorkflowError: "no-comments-now", "settled-already", "not-settled", and what `check_settling`
    raises.
    """
    assessment = lock(thread.assessment)
    domain.check_commenting(assessment.status)
    thread = assessment.threads.select_for_update(of=("self",)).select_related("indicator").get(pk=thread.pk)
    if thread.is_settled == is_settled:
        raise WorkflowError("settled-already" if is_settled else "not-settled")
    if is_settled and (refusal := settling_refusal(thread, by)):
        raise WorkflowError(refusal)
    thread.settled_by, thread.settled_at = (by, timezone.now()) if is_settled else (None, None)
    thread.save(update_fields=["settled_by", "settled_at"])
    event = Event.THREAD_SETTLED if is_settled else Event.THREAD_REOPENED
    record(event, assessment, by=by, thread=thread.pk, indicator=thread.indicator.code)
    return thread


@transaction.atomic
def write_note(*, assessment: Assessment, code: str, text: str, by: User) -> InternalNote:
    """Store an internal note of the department, while the assessment is audited or corrected.

    Its event goes to a separate history chain, which no page of an officer reads.

    Raises WorkflowError: "empty-text", "unknown-indicator", and what `check_noting` raises.
    """
    assessment = lock(assessment)
    assigned = [assignment.assessor_id for assignment in assessment.open_assignments]
    domain.check_noting(assessment.status, by.pk, assigned, is_administrator=by.is_administrator)
    _check_text(text)
    note = InternalNote.objects.create(
        assessment=assessment,
        indicator=_indicator(assessment, code),
        text=text.strip(),
        written_by=by,
        written_at=timezone.now(),
    )
    event_data = {"note": note.pk, "indicator": code, "text": note.text}
    recording.record(f"internal-notes:{assessment.pk}", Event.NOTE_WRITTEN, by=by, data=event_data)
    return note


def _lock_commentable(assessment: Assessment, text: str) -> Assessment:
    assessment = lock(assessment)
    domain.check_commenting(assessment.status)
    _check_text(text)
    return assessment


def _check_text(text: str) -> None:
    if not visible_text(text):
        raise WorkflowError("empty-text")


def _indicator(assessment: Assessment, code: str) -> Indicator:
    indicator = Indicator.objects.filter(
        aspect__dimension__framework_id=assessment.cycle.framework_id, code=code
    ).first()
    if indicator is None:
        raise WorkflowError("unknown-indicator")
    return indicator


def _write_comment(thread: Thread, text: str, *, by: User) -> Comment:
    return Comment.objects.create(thread=thread, text=text.strip(), written_by=by, written_at=timezone.now())
