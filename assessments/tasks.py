"""Tasks of the workers for assessments."""

from smtplib import SMTPException

from celery import shared_task
from django.db import InterfaceError, OperationalError

from assessments import results


@shared_task(
    name="assessments.compute_level",
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=True,
    max_retries=5,
)
def compute_level(*, assessment_id: int, revision: int) -> None:
    results.compute_level(assessment_id=assessment_id, revision=revision)


@shared_task(name="assessments.sweep_levels")
def sweep_levels() -> None:
    """Compute all levels whose task was lost, in one batch."""
    results.compute_levels(dict(results.claim_due_levels()))


@shared_task(
    name="assessments.prepare_evidence",
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=True,
    max_retries=5,
)
def prepare_evidence(*, evidence_id: int) -> None:
    """Examine a file, then scan it and make its preview; a step that is not due does nothing."""
    results.examine_evidence(evidence_id=evidence_id)
    results.prepare_evidence(evidence_id=evidence_id)


@shared_task(name="assessments.sweep_evidence")
def sweep_evidence() -> None:
    """Enqueue again the files whose task was lost, whose worker died or that could not be scanned."""
    for evidence_id in results.claim_due_evidence():
        prepare_evidence.delay(evidence_id=evidence_id)


@shared_task(name="assessments.tell_due_dates")
def tell_due_dates() -> None:
    results.tell_due_dates()


@shared_task(
    name="assessments.render_minutes",
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=True,
    max_retries=5,
)
def render_minutes(*, minutes_id: int) -> None:
    results.render_minutes(minutes_id=minutes_id)


@shared_task(
    name="assessments.compute_correction",
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=True,
    max_retries=5,
)
def compute_correction(*, correction_id: int) -> None:
    results.compute_correction(correction_id=correction_id)


@shared_task(
    name="assessments.mail_answer",
    autoretry_for=(OperationalError, InterfaceError, OSError, SMTPException),
    retry_backoff=True,
    max_retries=5,
)
def mail_answer(*, question_id: int) -> None:
    results.mail_answer(question_id=question_id)


@shared_task(name="assessments.sweep_minutes")
def sweep_minutes() -> None:
    """Enqueue again the minutes whose task was lost or whose worker died."""
    for minutes_id in results.claim_due_minutes():
        render_minutes.delay(minutes_id=minutes_id)


@shared_task(name="assessments.sweep_corrections")
def sweep_corrections() -> None:
    """Enqueue again the levels of corrections and the answers to visitors whose task was lost."""
    for correction_id in results.claim_due_corrections():
        compute_correction.delay(correction_id=correction_id)
    for question_id in results.claim_due_answers():
        mail_answer.delay(question_id=question_id)


@shared_task(
    name="assessments.make_paper",
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=True,
    max_retries=5,
)
def make_paper(*, paper_id: int) -> None:
    results.make_paper(paper_id=paper_id)


@shared_task(name="assessments.sweep_papers")
def sweep_papers() -> None:
    """Enqueue again the reports whose task was lost or whose worker died."""
    for paper_id in results.claim_due_papers():
        make_paper.delay(paper_id=paper_id)


@shared_task(name="assessments.expire_papers")
def expire_papers() -> None:
    """Delete the files of expired reports."""
    results.expire_papers()
