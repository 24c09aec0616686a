"""What workers do with the files of evidence."""

from celery import shared_task
from django.db import InterfaceError, OperationalError

from assessments.evidence import results


@shared_task(
    name="assessments.prepare_evidence",
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=True,
    max_retries=5,
)
def prepare_evidence(*, evidence_id: int) -> None:
    """Examine a file, then scan it and make its preview; a step that is not due does nothing."""
    results.examine_evidence(evidence_id=evidence_id)
    results.prepare_evidence(evidence_id=evidence_id)


@shared_task(name="assessments.sweep_evidence")
def sweep_evidence() -> None:
    """Enqueue again the files whose task was lost, whose worker died or that could not be scanned."""
    for evidence_id in results.claim_due_evidence():
        prepare_evidence.delay(evidence_id=evidence_id)
