"""The settings in memory: read once in a while, known in an outage, new at once where they were saved."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.db import DatabaseError

from ecotown.configuration import actions, queries
from ecotown.configuration.domain import DEFAULTS, FIELDS, Group
from ecotown.configuration.models import StoredConfiguration
from tests import builders


@pytest.fixture
def cold():
    queries.forget()


def test_without_a_row_the_defaults_hold(db, cold):
    assert (queries.current(), StoredConfiguration.objects.exists()) == (DEFAULTS, False)


def test_settings_are_read_once_in_five_seconds(db, monkeypatch, django_assert_num_queries):
    now = 1000.0
    monkeypatch.setattr(queries, "time", SimpleNamespace(monotonic=lambda: now))
    queries.forget()

    with django_assert_num_queries(1):
        queries.current()
        now += 4.9
        queries.current()
    with django_assert_num_queries(1):
        now += 0.1
        queries.current()


def test_what_was_saved_holds_at_once_in_this_process(administrator):
    actions.change_settings(group=Group.DEADLINES, values={"minutes_days": 20}, by=administrator)

    assert queries.current() == replace(DEFAULTS, minutes_days=20)


def test_a_page_shown_during_an_outage_has_what_was_last_read(db, cold, monkeypatch):
    def fail():
        raise DatabaseError

    builders.set_setting(contact_name="ศูนย์ช่วยเหลือ")
    queries.forget()
    monkeypatch.setattr(queries, "stored", fail)

    assert queries.last_known().contact_name == "ศูนย์ช่วยเหลือ"
    with pytest.raises(DatabaseError):
        queries.current()


def test_every_setting_has_a_column_and_a_group(db):
    columns = [field.name for field in StoredConfiguration._meta.fields if field.name != "id"]
    grouped = [name for group in Group for name in FIELDS[group]]

    assert (columns, sorted(grouped)) == (queries.COLUMNS, sorted(queries.COLUMNS))


def test_a_new_row_has_the_defaults(db):
    StoredConfiguration.objects.create()

    assert queries.stored() == DEFAULTS
