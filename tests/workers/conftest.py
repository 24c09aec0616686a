"""Fixtures: separate installations on SQLite and on PostgreSQL; each database is migrated once and copied."""

import contextlib
import os
import shutil

import pytest

from tests.copied_databases import create_database, drop_database, made_once
from tests.workers.installation import Installation

WAYS = ["sqlite-and-folder", "postgresql-and-redis"]


@pytest.fixture(scope="session")
def migrated_file(folder_of_run):
    """Yield the path of an empty, migrated SQLite database."""

    def make(folder):
        installation = Installation(folder)
        installation.manage("migrate", "--verbosity", "0")
        return str(installation.folder / "portal.sqlite3")

    with made_once(folder_of_run / "migrated-file", make, end=os.remove) as path:
        yield path


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
        if not os.environ.get("REDIS_URL"):
            pytest.skip("make test starts PostgreSQL and Redis for this")
        with django_db_blocker.unblock():
            name = create_database(template)
            with contextlib.closing(installation_on(name, tmp_path)) as created:
                yield created
            drop_database(name)
