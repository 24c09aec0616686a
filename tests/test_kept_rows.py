"""After a test that committed, the tables have the rows that they began with."""

import pytest
from django.apps import apps
from django.db import connection

from ecotown.accounts.models import User
from indicators.editions.models import Framework, Indicator
from tests import builders
from tests.kept_rows import bring_back_rows

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="Django empties the tables on SQLite"),
    pytest.mark.django_db(transaction=True),
]


def all_rows():
    return {model: sorted(model.objects.values_list(), key=str) for model in apps.get_models()}


def change_rows(draft, officer):
    builders.fill_in(draft, officer)


def remove_rows(_draft, _officer):
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE indicators_framework CASCADE")


def change_kept_rows(_draft, _officer):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE indicators_indicator DISABLE TRIGGER USER")
        cursor.execute("UPDATE indicators_indicator SET short_name_th = 'x' WHERE code = 'EN1.1'")
        cursor.execute("ALTER TABLE indicators_indicator ENABLE TRIGGER USER")


@pytest.fixture
def beginning(transactional_db):
    return all_rows()


@pytest.mark.parametrize("write", [change_rows, remove_rows, change_kept_rows])
def test_what_was_written_is_undone(beginning, draft, officer, write):
    write(draft, officer)
    assert all_rows() != beginning

    bring_back_rows()

    assert all_rows() == beginning
    assert not User.objects.exists()
    assert Indicator.objects.filter(aspect__dimension__framework=Framework.objects.get()).count() == 41
