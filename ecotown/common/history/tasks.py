"""Celery tasks that verify the history."""

from ecotown.common.history import checks
from ecotown.common.queue.hints import retried_task


@retried_task("common.check_history")
def check_history(*, check_id: int) -> None:
    checks.run_check(check_id=check_id)


@retried_task("common.sweep_history_checks")
def sweep_history_checks() -> None:
    """Enqueue the daily check, and checks whose message was lost or whose worker died."""
    for check_id in checks.due_checks():
        check_history.delay(check_id=check_id)
