"""Celery tasks of personal data."""

from ecotown.common.produced_files.tasks import file_task
from ecotown.common.queue.hints import retried_task
from ecotown.personal_data import results


@retried_task("personal_data.apply_retention")
def apply_retention() -> None:
    """Delete the personal data whose time is over."""
    results.apply_retention()


make_exports = file_task("personal_data.make_exports", results.EXPORTS)
