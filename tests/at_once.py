"""Two people at the same moment, each with a database connection; it takes PostgreSQL, where one waits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import monotonic, sleep

import pytest
from django.db import connection, transaction

WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


def needs_server(test):
    """Mark a test whose threads write concurrently, which SQLite in memory cannot."""
    skip_on_sqlite = pytest.mark.skipif(connection.vendor == "sqlite", reason="threads need a server")
    return skip_on_sqlite(pytest.mark.django_db(transaction=True)(test))


def meanwhile(begin, second, *, end=lambda: None):
    """Call `second` while another transaction, which ran `begin`, is open; return what it gave or raised.

    That transaction runs `end` and is committed when `second` waits for it, or is done.
    """
    is_begun, is_done = Event(), Event()

    def run_first():
        try:
            with transaction.atomic():
                try:
                    begin()
                finally:
                    is_begun.set()
                _wait_until(lambda: is_done.is_set() or _is_somebody_waiting())
                end()
        finally:
            connection.close()

    def run_second():
        is_begun.wait(timeout=20)
        try:
            return second()
        except Exception as error:  # what it raised is what the test looks at
            return error
        finally:
            is_done.set()
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, outcome = pool.submit(run_first), pool.submit(run_second)
        first.result(timeout=30)
        return outcome.result(timeout=30)


def _is_somebody_waiting():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees one picture of it
        cursor.execute(WAITING)
        return cursor.fetchone()[0] > 0


def _wait_until(is_true):
    end = monotonic() + 10
    while not is_true() and monotonic() < end:
        sleep(0.02)
