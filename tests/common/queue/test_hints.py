"""A request sends one message at most, whatever it asks workers for."""

import pytest
from celery import current_app
from django.http import HttpResponse

from ecotown.common.queue import hints, tasks

pytestmark = pytest.mark.django_db
SENT = "assessments.compute_level"


@pytest.fixture
def messages(monkeypatch):
    """Return a function that takes the messages out of a queue in memory: the name and arguments of each."""
    monkeypatch.setattr(current_app.conf, "broker_url", "memory://")

    def take():
        with current_app.connection_for_write() as connection:
            queue = connection.SimpleQueue("celery")
            taken = []
            while queue.qsize():
                message = queue.get(block=False)
                message.ack()
                taken.append((message.headers["task"], message.payload[1]))
            return taken

    take()
    return take


@pytest.fixture
def ask(django_capture_on_commit_callbacks):
    """Return a function that asks for something by each number in one transaction, and commits it."""

    def commit(*numbers):
        with django_capture_on_commit_callbacks(execute=True):
            for number in numbers:
                hints.send_on_commit(SENT, assessment_id=number, revision=1)

    return commit


def arguments(number):
    return {"assessment_id": number, "revision": 1}


def test_what_a_request_asks_for_leaves_in_one_message(messages, ask):
    def view(_request):
        ask(1, 2)
        ask(3)
        assert messages() == []
        return HttpResponse()

    hints.hints_in_one_message(view)(None)

    (message,) = messages()
    assert message == ("common.pass_on", {"hints": [[SENT, arguments(number)] for number in (1, 2, 3)]})
    tasks.pass_on(**message[1])
    assert messages() == [(SENT, arguments(number)) for number in (1, 2, 3)]


def test_a_single_hint_is_sent_as_its_task_also_when_the_view_fails(messages, ask):
    def view(_request):
        ask(1)
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        hints.hints_in_one_message(view)(None)

    assert messages() == [(SENT, arguments(1))]


def test_a_request_that_asks_for_nothing_sends_nothing(messages):
    hints.hints_in_one_message(lambda _request: HttpResponse())(None)

    assert messages() == []
