"""What workers do for corrections and questions."""

from smtplib import SMTPException

from celery import shared_task
from django.db import InterfaceError, OperationalError

from assessments.corrections import results


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


@shared_task(name="assessments.sweep_corrections")
def sweep_corrections() -> None:
    """Enqueue again the levels of corrections and the answers to visitors whose task was lost."""
    for correction_id in results.claim_due_corrections():
        compute_correction.delay(correction_id=correction_id)
    for question_id in results.claim_due_answers():
        mail_answer.delay(question_id=question_id)
