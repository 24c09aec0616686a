"""An installation of its own for a test, both ways to run the portal."""

import os
import uuid

import pytest
from django.db import connection

from tests.workers.installation import Installation


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
