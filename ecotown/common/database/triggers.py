"""Database triggers, installed by migrations: rules that no code path and no SQL console can bypass.

Both databases report a refusal as IntegrityError. SQLite drops a table's triggers when a migration
rebuilds the table, so such a migration installs them again; `tests/test_project.py` checks this.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {condition} THEN
    RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN {row};
END $$;
CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
"""
SQLITE = """
CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW WHEN {condition}
BEGIN SELECT RAISE(ABORT, '{message}'); END;
"""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A rule: `deed` (INSERT, UPDATE or DELETE) on a row of `table` fails when `condition` (SQL) is true."""

    table: str
    deed: str
    message: str
    condition: str = "1 = 1"

    @property
    def name(self) -> str:
        return f"refuse_{self.deed.lower()}_{self.table}"


def install(schema_editor: BaseDatabaseSchemaEditor, refusals: Iterable[Refusal]) -> None:
    """Create one trigger for each of `refusals`."""
    statement = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for refusal in refusals:
        sql = statement.format(
            name=refusal.name,
            table=refusal.table,
            deed=refusal.deed,
            condition=refusal.condition,
            message=refusal.message,
            row="OLD" if refusal.deed == "DELETE" else "NEW",
        )
        schema_editor.execute(sql, params=None)


def remove(schema_editor: BaseDatabaseSchemaEditor, refusals: Iterable[Refusal]) -> None:
    """Drop the triggers that `install` created."""
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for refusal in refusals:
        if is_postgresql:
            schema_editor.execute(f"DROP FUNCTION {refusal.name}() CASCADE", params=None)
        else:
            schema_editor.execute(f"DROP TRIGGER {refusal.name}", params=None)
