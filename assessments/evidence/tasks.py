"""What workers do with the files of evidence."""

from assessments.evidence import results
from ecotown.common.queue.hints import retried_task


@retried_task("assessments.prepare_evidence")
def prepare_evidence(*, evidence_id: int) -> None:
    """Examine a file, then scan it and make its preview; a step that is not due does nothing."""
    results.examine_evidence(evidence_id=evidence_id)
    results.prepare_evidence(evidence_id=evidence_id)


@retried_task("assessments.sweep_evidence")
def sweep_evidence() -> None:
    """Enqueue again the files whose task was lost, whose worker died or that could not be scanned."""
    for evidence_id in results.overdue_evidence():
        prepare_evidence.delay(evidence_id=evidence_id)
