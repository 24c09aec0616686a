"""What workers do for corrections and questions."""

from smtplib import SMTPException

from assessments.corrections import results
from ecotown.common.queue.hints import retried_task


@retried_task("assessments.compute_correction")
def compute_correction(*, correction_id: int) -> None:
    results.compute_correction(correction_id=correction_id)


@retried_task("assessments.mail_visitor", OSError, SMTPException)
def mail_visitor(*, question_id: int) -> None:
    results.mail_visitor(question_id=question_id)


@retried_task("assessments.sweep_corrections")
def sweep_corrections() -> None:
    """Enqueue again the levels of corrections and the mails to visitors whose task was lost."""
    for correction_id in results.overdue_corrections():
        compute_correction.delay(correction_id=correction_id)
    for question_id in results.claim_due_mails():
        mail_visitor.delay(question_id=question_id)
