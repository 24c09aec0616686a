"""What the workers do for awards."""

from celery import shared_task
from django.db import InterfaceError, OperationalError

from awards import results


@shared_task(
    name="awards.render_certificate",
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=True,
    max_retries=5,
)
def render_certificate(*, certificate_id: int) -> None:
    results.render_certificate(certificate_id=certificate_id)


@shared_task(name="awards.sweep_certificates")
def sweep_certificates() -> None:
    """Ask again for the certificates whose message was lost or whose worker died."""
    for certificate_id in results.claim_due_certificates():
        render_certificate.delay(certificate_id=certificate_id)
