"""Databases that the processes of a run share: each is made by the first that needs it, and copied."""

import contextlib
import fcntl
import hashlib
import os
import sqlite3
import uuid

from django.conf import settings
from django.core.management import call_command
from django.db import connection

IMAGES = settings.BASE_DIR / "var/migrated"
# What decides how a migrated database looks; the guards are made by code of this folder.
MIGRATING_CODE = [
    "*/migrations/*.py",
    "ecotown/*/migrations/*.py",
    "ecotown/common/database/**/*.py",
    "uv.lock",
]


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


def image_of_migrations():
    """Return the file that keeps a migrated SQLite database, of the migrations as they are now."""
    content = hashlib.sha256()
    for path in sorted(path for pattern in MIGRATING_CODE for path in settings.BASE_DIR.glob(pattern)):
        content.update(str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes())
    return IMAGES / f"{content.hexdigest()[:20]}.sqlite3"


@contextlib.contextmanager
def copied_into_memory(image):
    """Fill the SQLite database of this process, in memory, from the file, if there is one.

    Migrating takes half a minute; with the copy, no migration is left to be applied.
    """
    with contextlib.closing(sqlite3.connect(connection.creation._get_test_db_name(), uri=True)) as memory:
        if image.exists():
            with contextlib.closing(sqlite3.connect(image)) as kept:
                kept.backup(memory)
        yield  # a database in memory lives as long as a connection to it


def keep_image(image):
    """Write the SQLite database of this process into the file, and delete those of former migrations."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    written = image.with_suffix(f".{os.getpid()}")
    with contextlib.closing(sqlite3.connect(written)) as kept:
        connection.connection.backup(kept)
    written.replace(image)
    for former in IMAGES.glob("*.sqlite3"):
        if former != image:
            former.unlink(missing_ok=True)
