"""Computing levels in the background."""

from assessments.explanation import results
from ecotown.common.queue.hints import retried_task


@retried_task("assessments.compute_level")
def compute_level(*, assessment_id: int, revision: int) -> None:
    results.compute_level(assessment_id=assessment_id, revision=revision)


@retried_task("assessments.sweep_levels")
def sweep_levels() -> None:
    """Compute all levels whose task was lost, in one batch; those that break a batch each in a task."""
    for assessment_id, revision in results.compute_overdue_levels():
        compute_level.delay(assessment_id=assessment_id, revision=revision)
