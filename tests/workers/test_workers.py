"""Real workers on both brokers: what was asked for is done once, even when a worker dies on the way."""

import os
import uuid

import pytest
from django.db import connection

from tests.workers.installation import Installation, wait_for


def embedded(tmp_path):
    """SQLite and the queue in a folder."""
    yield Installation(tmp_path)


def production(tmp_path):
    """A database of its own on the PostgreSQL of the tests, and their Redis."""
    if "REDIS_URL" not in os.environ or not os.environ["REDIS_URL"]:
        pytest.skip("make test starts PostgreSQL and Redis for this")
    name = f"worker_{uuid.uuid4().hex[:12]}"
    connection.ensure_connection()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    database_url = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    try:
        yield Installation(tmp_path, database_url=database_url, redis_url=os.environ["REDIS_URL"])
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=[embedded, production], ids=["sqlite-and-folder", "postgresql-and-redis"])
def installation(request, tmp_path, django_db_blocker):
    with django_db_blocker.unblock():
        maker = request.param(tmp_path)
        made = next(maker)
        made.manage("migrate", "--verbosity", "0")
        yield made
        next(maker, None)


def test_a_killed_worker_loses_no_level_and_doubles_none(installation):
    installation.tell("begin", 12)
    with installation.worker() as process:
        wait_for(lambda: " received" in installation.worker_log())
        installation.kill(process)
    total, done, _ = installation.tell("levels")

    with installation.worker():
        levels = installation.tell("wait_for_levels", 60)

    assert done < total
    assert levels == [12, 12, True]


def test_a_worker_killed_while_rendering_leaves_one_certificate(installation):
    installation.tell("begin", 1)
    certificate = installation.tell("publish_and_issue")
    with installation.worker() as process:
        state_when_killed = installation.tell("wait_until_claimed", certificate, 60)
        installation.kill(process)

    with installation.worker():
        ready = installation.tell("wait_until_ready", certificate, 60)

    assert state_when_killed == "waiting"
    assert ready == ["ready", True]
    assert installation.tell("history_of_certificate") == [1, 0]
