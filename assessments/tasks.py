"""What the workers do for assessments."""

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
    """Compute the levels whose message was lost, all in one go."""
    results.compute_levels(dict(results.claim_due_levels()))


@shared_task(
    name="assessments.prepare_evidence",
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=True,
    max_retries=5,
)
def prepare_evidence(*, evidence_id: int) -> None:
    """Examine a file, then scan it and make its preview; each step does nothing when it is not its turn."""
    results.examine_evidence(evidence_id=evidence_id)
    results.prepare_evidence(evidence_id=evidence_id)


@shared_task(name="assessments.sweep_evidence")
def sweep_evidence() -> None:
    """Ask again for the files whose message was lost, whose worker died or that no scanner has looked at."""
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
    """Ask again for the minutes whose message was lost or whose worker died."""
    for minutes_id in results.claim_due_minutes():
        render_minutes.delay(minutes_id=minutes_id)


@shared_task(name="assessments.sweep_corrections")
def sweep_corrections() -> None:
    """Ask again for the levels of corrections, and for the answers to be sent, whose message was lost."""
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
    """Ask again for the papers whose message was lost or whose worker died."""
    for paper_id in results.claim_due_papers():
        make_paper.delay(paper_id=paper_id)


@shared_task(name="assessments.expire_papers")
def expire_papers() -> None:
    """Delete the files whose time is over."""
    results.expire_papers()
