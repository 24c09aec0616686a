"""What workers do for audits."""

from celery import shared_task

from assessments.audit import results


@shared_task(name="assessments.tell_due_dates")
def notify_of_due_dates() -> None:
    results.notify_of_due_dates()
