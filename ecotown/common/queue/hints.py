"""Messages to workers: hints, for the row says what is due, and a sweep finds it when its hint was lost."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from celery import Task, current_app, shared_task
from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from ecotown.common.queue.publishing import LIMIT, producer_pool
from ecotown.common.requests.outages import Outage

logger = logging.getLogger(__name__)
DATABASE_ERRORS = (OperationalError, InterfaceError)
BROKER_ERRORS = (BrokerError, RedisError, OSError)
HINTS_TASK = "common.pass_on"  # the task that sends the hints of a request
Hint = tuple[str, Mapping[str, object]]

outage = Outage()  # of the broker
_collected: ContextVar[list[Hint] | None] = ContextVar("collected", default=None)


def retried_task(name: str, *further_errors: type[Exception]) -> Callable[[Callable[..., None]], Task]:
    """Declare a task that is tried again, with growing pauses, when the database is unavailable."""
    return shared_task(
        name=name, autoretry_for=(*DATABASE_ERRORS, *further_errors), retry_backoff=True, max_retries=5
    )


class HintTask(Task):
    """A task whose message may be lost: a failure to send is logged, and the sweep sends it later."""

    def delay_on_commit(self, **kwargs: object) -> None:
        """Send the task once the current transaction is committed; at once when there is none."""
        transaction.on_commit(lambda: _collect_or_send((self.name, kwargs)), robust=True)


def send_on_commit(name: str, **kwargs: object) -> None:
    """Send the task with this name after the commit, for a caller that stands below the task's module.

    Raises KeyError when no installed app has such a task.
    """
    current_app.tasks[name].delay_on_commit(**kwargs)


def hints_in_one_message(get_response):
    """Send what a request asks workers for as one message, after its last commit (middleware)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with one_message():
            return get_response(request)

    return middleware


@contextmanager
def one_message() -> Iterator[None]:
    """Collect the hints of the block and send them as one message at its end."""
    hints: list[Hint] = []
    token = _collected.set(hints)
    try:
        yield
    finally:
        _collected.reset(token)
        _send(hints)


def _collect_or_send(hint: Hint) -> None:
    collected = _collected.get()
    if collected is None:
        _send([hint])
    else:
        collected.append(hint)


def _send(hints: Sequence[Hint]) -> None:
    """Send one message for the hints, in half a second or not at all."""
    if not hints or outage.is_on():
        return
    name, kwargs = hints[0] if len(hints) == 1 else (HINTS_TASK, {"hints": list(hints)})
    try:
        with producer_pool().acquire(block=True, timeout=LIMIT) as producer:
            current_app.tasks[name].apply_async(kwargs=kwargs, producer=producer)
    except BROKER_ERRORS as error:
        outage.begin()
        logger.warning("the broker cannot be reached, %s waits for the sweep: %s", name, error)
    except Exception:  # what was asked for is stored, so the page goes on
        logger.exception("%s could not be sent", name)
