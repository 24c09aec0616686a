"""Celery tasks of the daily mail."""

from ecotown.common.queue.hints import retried_task
from ecotown.notices import results


@retried_task("notices.send_digest")
def send_digest(*, digest_id: int) -> None:
    results.send_digest(digest_id=digest_id)


@retried_task("notices.sweep_digests")
def sweep_digests() -> None:
    """Create the daily mails from DIGEST_TIME on, and enqueue those that are due or must be retried."""
    results.open_digests()
    for digest_id in results.claim_due_digests():
        send_digest.delay(digest_id=digest_id)
