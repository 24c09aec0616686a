"""After a test that committed, the tables have the rows that they began with."""

import contextlib

import pytest
from django.apps import apps
from django.db import connection, transaction

from indicators.editions.models import Framework, Indicator
from tests import builders
from tests.guards import installed_guards

pytestmark = pytest.mark.django_db(transaction=True)


@contextlib.contextmanager
def without_guards():
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            for name in installed_guards():
                cursor.execute(f"DROP TRIGGER {name}")
        yield cursor


def add_rows(draft, officer):
    builders.fill_in(draft, officer)


def remove_kept_rows(_draft, _officer):
    with without_guards() as cursor:
        cursor.execute("DELETE FROM auth_permission")


def change_kept_rows(_draft, _officer):
    with without_guards() as cursor:
        cursor.execute("UPDATE indicators_indicator SET short_name_th = 'x' WHERE code = 'EN1.1'")


def all_rows():
    rows = {model: sorted(model.objects.values_list(), key=str) for model in apps.get_models()}
    return rows, installed_guards()


@pytest.fixture
def beginning(transactional_db):
    return all_rows()


@pytest.mark.parametrize("write", [add_rows, remove_kept_rows, change_kept_rows])
def test_what_was_written_is_undone(beginning, django_db_setup, draft, officer, write):
    write(draft, officer)
    written = all_rows()

    django_db_setup.bring_back()

    assert written != beginning
    assert all_rows() == beginning
    assert Indicator.objects.filter(aspect__dimension__framework=Framework.objects.get()).count() == 41
