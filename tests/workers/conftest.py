"""Fixtures: separate installations on SQLite and on PostgreSQL; each database is migrated once and copied."""

import contextlib
import os
import shutil
import uuid

import pytest
from django.db import connection

from tests.workers.installation import Installation

WAYS = ["sqlite-and-folder", "postgresql-and-redis"]


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory):
    """Return the path of an empty, migrated SQLite database."""
    installation = Installation(tmp_path_factory.mktemp("migrated"))
    installation.manage("migrate", "--verbosity", "0")
    return installation.folder / "portal.sqlite3"


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory, django_db_blocker):
    """Yield the name of an empty, migrated database on the PostgreSQL server of the tests."""
    if not os.environ.get("REDIS_URL"):
        pytest.skip("make test starts PostgreSQL and Redis for this")
    with django_db_blocker.unblock():
        name = create_database()
        installation_on(name, tmp_path_factory.mktemp("migrated")).manage("migrate", "--verbosity", "0")
        yield name
        drop_database(name)


def create_database(template="template1"):
    name = f"worker_{uuid.uuid4().hex[:12]}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return name


def drop_database(name):
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def installation_on(name, folder):
    database_url = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    return Installation(folder, database_url=database_url, redis_url=os.environ["REDIS_URL"])


@pytest.fixture(params=WAYS)
def installation(request, tmp_path, django_db_blocker):
    """Yield an installation on SQLite with the queue in a folder, or on PostgreSQL with Redis."""
    if request.param == "sqlite-and-folder":
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "portal.sqlite3")
        with contextlib.closing(Installation(tmp_path)) as created:
            yield created
    else:
        template = request.getfixturevalue("migrated_database")
        with django_db_blocker.unblock():
            name = create_database(template)
            with contextlib.closing(installation_on(name, tmp_path)) as created:
                yield created
            drop_database(name)
