"""A transaction that is stuck holds up those who wait for it for seconds, not the whole portal."""

import sqlite3
from contextlib import contextmanager
from threading import Thread
from time import monotonic

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.utils import ConnectionHandler
from django.urls import reverse

from assessments.workflow.models import Assessment
from tests.test_errors import answer_of

needs_server = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="one process locks a whole SQLite file"
)
BRIEFLY = 0.3  # seconds


@contextmanager
def locked(assessment):
    """Lock an assessment in a connection of its own."""
    begun, ended = [], []

    def hold():
        with transaction.atomic():
            Assessment.objects.select_for_update().get(pk=assessment.pk)
            begun.append(True)
            while not ended:
                connection.cursor().execute("SELECT pg_sleep(0.02)")
        connection.close()

    holder = Thread(target=hold)
    holder.start()
    try:
        while not begun:
            holder.join(0.01)
        yield
    finally:
        ended.append(True)
        holder.join()


@needs_server
@pytest.mark.django_db
def test_the_settings_reach_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
        assert cursor.fetchone() == (f"{settings.LOCK_TIMEOUT:g}s", f"{settings.STATEMENT_TIMEOUT:g}s")


@needs_server
@pytest.mark.django_db(transaction=True)
def test_a_value_behind_a_stuck_transaction_is_answered_by_503_and_saved_by_the_next_try(
    client, draft, officer
):
    client.raise_request_exception = False
    client.force_login(officer)
    url, typed = reverse("assessments:entry", args=[draft.pk, "EN9.1"]), {"EN9.1-value": "3"}

    with locked(draft):
        connection.cursor().execute(f"SET lock_timeout = '{BRIEFLY:g}s'")
        begin = monotonic()
        refused = client.post(url, typed)
        waited = monotonic() - begin
        page = client.get(reverse("assessments:aspect", args=[draft.pk, "EN9"]))
    again = client.post(url, typed)

    assert answer_of(refused)[::2] == (503, True)
    assert refused.headers["Retry-After"] == "5"
    assert BRIEFLY <= waited < BRIEFLY + 3
    assert (page.status_code, again.status_code) == (200, 200)
    assert draft.entries.count() == 1


def test_sqlite_waits_as_long_for_another_writer(tmp_path, django_db_blocker):
    if connection.vendor == "sqlite":
        assert connection.settings_dict["OPTIONS"]["timeout"] == settings.LOCK_TIMEOUT
    options = {"transaction_mode": "IMMEDIATE", "timeout": BRIEFLY}
    file = {
        "ENGINE": "ecotown.common.database.sqlite",
        "NAME": tmp_path / "portal.sqlite3",
        "OPTIONS": options,
    }
    with django_db_blocker.unblock():
        portal = ConnectionHandler({"default": file})["default"]
        portal.cursor().execute("CREATE TABLE value (number integer)")
        writer = sqlite3.connect(tmp_path / "portal.sqlite3", isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        begin = monotonic()

        with pytest.raises(OperationalError, match="locked"):
            portal.cursor().execute("INSERT INTO value VALUES (1)")

        assert BRIEFLY <= monotonic() - begin < BRIEFLY + 3
        writer.close()
        portal.close()
