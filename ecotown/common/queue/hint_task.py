"""Celery task class that enqueues after commit and does not fail the request when the broker is down."""

import logging
from time import monotonic

from celery import Task, current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)
RETRY_PAUSE = 10  # seconds without sending after a failure: each attempt takes seconds of a request


class Broker:
    """Pause for sending messages after the broker could not be reached."""

    paused_until = 0.0

    def is_paused(self) -> bool:
        return monotonic() < self.paused_until

    def pause(self) -> None:
        self.paused_until = monotonic() + RETRY_PAUSE


broker = Broker()


def send_on_commit(name: str, **kwargs: object) -> None:
    """Send the task with this name after the commit, for a caller that stands below the task's module.

    Raises KeyError when no installed app has such a task.
    """
    current_app.tasks[name].delay_on_commit(**kwargs)


class HintTask(Task):
    """A task whose message may be lost: a failure to send is logged and the sweep sends it later."""

    def delay_on_commit(self, **kwargs) -> None:
        """Send the task once the current transaction is committed; at once when there is none."""
        transaction.on_commit(lambda: self._send(kwargs), robust=True)

    def _send(self, kwargs):
        if broker.is_paused():
            return
        try:
            self.apply_async(kwargs=kwargs)
        except OperationalError as error:
            broker.pause()
            logger.warning("the broker cannot be reached, %s waits for the sweep: %s", self.name, error)
