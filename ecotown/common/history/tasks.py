"""Celery tasks that verify the history."""

from celery import shared_task
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from ecotown.common.history import checks


@shared_task(
    name="common.check_history",
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=True,
    max_retries=5,
)
def check_history(*, check_id: int) -> None:
    checks.run_check(check_id=check_id)


@shared_task(name="common.sweep_history_checks")
def sweep_history_checks() -> None:
    """Enqueue the daily check, and checks whose message was lost or whose worker died."""
    for check_id in checks.due_checks(timezone.now()):
        check_history.delay(check_id=check_id)
