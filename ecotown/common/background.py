"""How work is handed to the workers: after commit, and without failing the page when the broker is down."""

from celery import Task
from django.db import transaction


class HintTask(Task):
    """A message is a hint: when it cannot be sent, the log says so and the sweep sends it later."""

    def delay_on_commit(self, **kwargs) -> None:
        """Send the task once the current transaction is committed; at once when there is none."""

        def send():
            self.apply_async(kwargs=kwargs)

        transaction.on_commit(send, robust=True)
