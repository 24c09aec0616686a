"""Celery tasks of sessions."""

from ecotown.common.queue.hints import retried_task
from ecotown.profile import results


@retried_task("profile.remove_ended_sessions")
def remove_ended_sessions() -> None:
    results.remove_ended_sessions()
