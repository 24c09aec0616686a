"""What every worker does: send what a request asked for, and give signs of life."""

from collections.abc import Mapping, Sequence

from celery import current_app, signals

from ecotown.common.queue.hints import HINTS_TASK, retried_task
from ecotown.common.queue.signs_of_life import give_sign

# The first of an idle worker, the others of a pool that has no process to spare for it.
for signal in (signals.heartbeat_sent, signals.task_prerun, signals.task_postrun):
    signal.connect(give_sign)


@retried_task(HINTS_TASK)
def pass_on(*, hints: Sequence[tuple[str, Mapping[str, object]]]) -> None:
    """Send each task of a request whose hints came in one message."""
    for name, kwargs in hints:
        current_app.tasks[name].delay(**kwargs)
