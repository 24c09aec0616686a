"""Computing levels in the background."""

from celery import shared_task
from django.db import InterfaceError, OperationalError

from assessments.explanation import results


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
