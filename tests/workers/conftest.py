"""Fixtures: separate installations on SQLite and on PostgreSQL; each database is migrated once and copied."""

import contextlib
import fcntl
import os
import shutil
import uuid

import pytest
from django.db import connection

from tests.workers.installation import Installation

WAYS = ["sqlite-and-folder", "postgresql-and-redis"]


@pytest.fixture(scope="session")
def folder_of_run(tmp_path_factory, worker_id):
    """Return a folder that all processes of this run of the suite share."""
    folder = tmp_path_factory.getbasetemp()
    return folder if worker_id == "master" else folder.parent


@pytest.fixture(scope="session")
def migrated_file(folder_of_run):
    """Yield the path of an empty, migrated SQLite database."""

    def make(folder):
        installation = Installation(folder)
        installation.manage("migrate", "--verbosity", "0")
        return str(installation.folder / "portal.sqlite3")

    with made_once(folder_of_run / "migrated-file", make, end=os.remove) as path:
        yield path


@pytest.fixture(scope="session")
def migrated_database(folder_of_run, django_db_blocker):
    """Yield the name of an empty, migrated database on the PostgreSQL server of the tests."""
    if not os.environ.get("REDIS_URL"):
        pytest.skip("make test starts PostgreSQL and Redis for this")

    def make(folder):
        name = create_database()
        installation_on(name, folder).manage("migrate", "--verbosity", "0")
        return name

    with (
        django_db_blocker.unblock(),
        made_once(folder_of_run / "migrated-database", make, end=drop_database) as name,
    ):
        yield name


@contextlib.contextmanager
def made_once(folder, make, *, end):
    """Yield what the first process that needs it makes in `folder`; the last process ends it."""
    folder.mkdir(exist_ok=True)
    needed = folder / f"needed-by-{os.getpid()}"
    made = folder / "made"
    with locked(folder):
        if not made.exists():
            made.write_text(make(folder))
        needed.touch()
    yield made.read_text()
    with locked(folder):
        needed.unlink()
        if not list(folder.glob("needed-by-*")):
            end(made.read_text())
            made.unlink()


@contextlib.contextmanager
def locked(folder):
    """Let no other process into this block."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


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
