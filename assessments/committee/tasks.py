"""What workers do for the committee."""

from celery import shared_task
from django.db import InterfaceError, OperationalError

from assessments.committee import results


@shared_task(
    name="assessments.render_minutes",
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=True,
    max_retries=5,
)
def render_minutes(*, minutes_id: int) -> None:
    results.render_minutes(minutes_id=minutes_id)


@shared_task(name="assessments.sweep_minutes")
def sweep_minutes() -> None:
    """Enqueue again the minutes whose task was lost or whose worker died."""
    for minutes_id in results.claim_due_minutes():
        render_minutes.delay(minutes_id=minutes_id)
