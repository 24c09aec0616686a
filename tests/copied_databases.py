"""Databases that the processes of a run share: each is made by the first that needs it, and copied."""

import contextlib
import fcntl
import os
import uuid

from django.core.management import call_command
from django.db import connection


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


def migrate_database(_folder):
    """Return the name of a new database of the PostgreSQL server of the tests, migrated and empty."""
    name, own = create_database(), connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
    return name


def create_database(template="template1"):
    name = f"worker_{uuid.uuid4().hex[:12]}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return name


def drop_database(name):
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
