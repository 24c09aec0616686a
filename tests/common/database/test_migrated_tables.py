"""Guards are added and removed by migrations, and outlive those that rebuild tables, as SQLite does."""

import pytest
from django.apps import apps
from django.db import connection, connections, migrations, models
from django.db.migrations.state import ProjectState

from tests.common.database.forbidden_writes import faults_of, guards, guards_of
from tests.guards import installed_guards

pytestmark = pytest.mark.django_db
ALWAYS = models.CheckConstraint(condition=models.Q(pk__isnull=False), name="always")


@pytest.fixture
def database(db, guarded_rows, tmp_path):
    """Return a database with rows that can be migrated; SQLite cannot inside the transaction of a test."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield connection
        return
    copy = connection.copy("copy")
    copy.settings_dict["NAME"] = tmp_path / "copy.sqlite3"
    connections["copy"] = copy
    copy.ensure_connection()
    copy.disable_constraint_checking()  # the tables come in the order of their names
    copy.connection.executescript("\n".join(connection.connection.iterdump()))
    copy.enable_constraint_checking()
    yield copy
    copy.close()
    del connections["copy"]


def faults(using):
    return [fault for model, guard in guards() for fault in faults_of(model, guard, using)]


def run_both_ways(operation, database):
    """Run an operation and take it back; return the guards that are installed after each."""
    state = ProjectState.from_apps(apps)
    migrated = state.clone()
    operation.state_forwards("assessments", migrated)
    with database.schema_editor() as editor:
        operation.database_forwards("assessments", editor, state, migrated)
    forwards = installed_guards(database)
    with database.schema_editor() as editor:
        operation.database_backwards("assessments", editor, migrated, state)
    return forwards, installed_guards(database)


def test_a_guard_is_removed_and_added(database):
    model, before = apps.get_model("assessments", "entry"), installed_guards(database)
    (guard,) = guards_of(model)

    removed, added = run_both_ways(migrations.RemoveConstraint("entry", guard.name), database)

    assert before.keys() - removed.keys() == {guard.trigger(operation) for operation in guard.refuses}
    assert added == before


def test_every_table_is_rebuilt_with_its_rows_and_guards(database):
    before = installed_guards(database)

    for model in apps.get_models():
        with database.schema_editor() as editor:
            editor.add_constraint(model, ALWAYS)

    assert installed_guards(database) == before
    assert faults(database.alias) == []


def test_guards_outlive_every_operation_and_the_way_back(database):
    before = installed_guards(database)

    for operation in (
        migrations.AddField("entry", "key", models.CharField(max_length=9, null=True, unique=True)),
        migrations.AlterField("assessment", "revision", models.BigIntegerField(default=1)),
        migrations.AddConstraint("verdict", ALWAYS),
        migrations.RemoveConstraint("entry", "entry_once_in_assessment"),
        migrations.RenameField("entry", "reason", "why"),
        migrations.RenameField("entry", "entered_by", "typed_by"),
    ):
        forwards, backwards = run_both_ways(operation, database)

        assert forwards.keys() == before.keys()
        assert backwards == before
    assert faults(database.alias) == []


def test_the_guards_of_a_deleted_table_go_and_come_with_it(database):
    before = installed_guards(database)

    forwards, backwards = run_both_ways(migrations.DeleteModel("InternalNote"), database)

    assert before.keys() - forwards.keys() == {
        guard.trigger(operation)
        for guard in guards_of(apps.get_model("assessments", "internalnote"))
        for operation in guard.refuses
    }
    assert backwards == before
