"""Celery tasks of the daily mail."""

from celery import shared_task
from django.db import InterfaceError, OperationalError

from ecotown.notices import results


@shared_task(
    name="notices.send_digest",
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=True,
    max_retries=5,
)
def send_digest(*, digest_id: int) -> None:
    results.send_digest(digest_id=digest_id)


@shared_task(name="notices.sweep_digests")
def sweep_digests() -> None:
    """Create the daily mails from DIGEST_TIME on, and enqueue those that are due or must be retried."""
    results.open_digests()
    for digest_id in results.claim_due_digests():
        send_digest.delay(digest_id=digest_id)
