"""What workers do for audits."""

from assessments.audit import results
from ecotown.common.queue.hints import retried_task


@retried_task("assessments.tell_due_dates")
def notify_of_due_dates() -> None:
    results.notify_of_due_dates()
