"""What the workers do for notices."""

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
    """Begin the mails of the day when their hour has come, and try again those that could not be sent."""
    results.open_digests()
    for digest_id in results.claim_due_digests():
        send_digest.delay(digest_id=digest_id)
