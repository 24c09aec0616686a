"""What workers do for reports."""

from celery import shared_task
from django.db import InterfaceError, OperationalError

from assessments.reports import results


@shared_task(
    name="assessments.make_paper",
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=True,
    max_retries=5,
)
def make_report(*, report_id: int) -> None:
    results.make_report(report_id=report_id)


@shared_task(name="assessments.sweep_papers")
def sweep_reports() -> None:
    """Enqueue again the reports whose task was lost or whose worker died."""
    for report_id in results.claim_due_reports():
        make_report.delay(report_id=report_id)


@shared_task(name="assessments.expire_papers")
def expire_reports() -> None:
    """Delete the files of expired reports."""
    results.expire_reports()
