"""Guards: database triggers, installed by migrations, that no code path and no SQL console can bypass.

Both databases report a refused statement as IntegrityError. SQLite drops a table's triggers when a migration
rebuilds the table, so such a migration installs them again; `tests/test_project.py` checks this.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {condition} THEN
    RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN {row};
END $$;
CREATE TRIGGER {name} BEFORE {operation} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
"""
SQLITE = """
CREATE TRIGGER {name} BEFORE {operation} ON {table} FOR EACH ROW WHEN {condition}
BEGIN SELECT RAISE(ABORT, '{message}'); END;
"""


@dataclass(frozen=True, slots=True)
class Guard:
    """A rule: `operation` on a row of `table` fails with `message` when `condition` (SQL) is true.

    The condition names the row NEW (INSERT, UPDATE) and OLD (UPDATE, DELETE).
    """

    table: str
    operation: Literal["INSERT", "UPDATE", "DELETE"]
    message: str
    condition: str = "1 = 1"

    @property
    def name(self) -> str:
        return f"refuse_{self.operation.lower()}_{self.table}"


def guards_of_table(table: str, message: str, condition: Callable[[str], str]) -> list[Guard]:
    """Return a guard of `table` against each operation.

    `condition` returns the SQL about a row, which is NEW for INSERT and OLD for UPDATE and DELETE.
    """
    return [
        Guard(table, "INSERT", message, condition("NEW")),
        Guard(table, "UPDATE", message, condition("OLD")),
        Guard(table, "DELETE", message, condition("OLD")),
    ]


class InstallGuards(Operation):
    """The operation of a migration that creates one trigger for each of `guards`, and drops it backwards."""

    def __init__(self, guards: Sequence[Guard]) -> None:
        self.guards = guards

    def state_forwards(self, app_label, state):
        """Leave the state of the models: triggers are no part of it."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for guard in self.guards:
            _create(schema_editor, guard)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for guard in self.guards:
            _drop(schema_editor, guard)

    def describe(self):
        return f"Install guards: {', '.join(guard.name for guard in self.guards)}"


def _create(schema_editor: BaseDatabaseSchemaEditor, guard: Guard) -> None:
    statement = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    sql = statement.format(
        name=guard.name,
        table=guard.table,
        operation=guard.operation,
        condition=guard.condition,
        message=guard.message,
        row="OLD" if guard.operation == "DELETE" else "NEW",
    )
    schema_editor.execute(sql, params=None)


def _drop(schema_editor: BaseDatabaseSchemaEditor, guard: Guard) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION {guard.name}() CASCADE", params=None)
    else:
        schema_editor.execute(f"DROP TRIGGER {guard.name}", params=None)
