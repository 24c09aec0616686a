"""Guards: constraints that refuse to change rows, for rules that need other rows or the row as it was.

A guard stands in `Meta.constraints`. It is a trigger for each operation that it refuses, which no code path
and no SQL console can bypass. Both databases report a refused statement as IntegrityError with its message.
"""

from collections.abc import Sequence
from typing import Any, Literal

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint, Model

ALWAYS = "1 = 1"
ROWS = {"insert": ["NEW"], "update": ["OLD", "NEW"], "delete": ["OLD"]}
POSTGRESQL = """
CREATE OR REPLACE FUNCTION %(trigger)s() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
%(wait)s  IF %(condition)s THEN
    RAISE EXCEPTION USING MESSAGE = '%(message)s', ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN %(result)s;
END $$;
CREATE TRIGGER %(trigger)s BEFORE %(operation)s ON %(table)s FOR EACH ROW EXECUTE FUNCTION %(trigger)s();
"""
# A statement of the function sees what others committed while the one before it waited.
WAIT = """  IF %(one_by_one)s THEN
    PERFORM pg_advisory_xact_lock(hashtext('%(name)s'));
  END IF;
"""
SQLITE = """
CREATE TRIGGER %(trigger)s BEFORE %(operation)s ON %(table)s FOR EACH ROW WHEN %(condition)s
BEGIN SELECT RAISE(ABORT, '%(message)s'); END;
"""


class Guard(BaseConstraint):
    """A rule: the operations `refuses` on a row fail with `message` when `when` (SQL) is true for it.

    The condition names the row NEW (insert, update) and OLD (update, delete). One that names it `{row}`
    serves every operation; an update is refused when it is true for the row as it was or as it shall be,
    so that no row is moved into what is closed.

    A condition that counts other rows holds at the same moment only when writers wait for each other:
    `one_by_one` is SQL about the writes that do until their transactions end. On SQLite all do.
    """

    def __init__(
        self,
        *,
        name: str,
        refuses: Sequence[Literal["insert", "update", "delete"]],
        message: str,
        when: str = ALWAYS,
        one_by_one: str = "",
    ) -> None:
        super().__init__(name=name)
        self.refuses, self.message, self.when = list(refuses), message, when
        self.one_by_one = one_by_one

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Guard) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        path, arguments, options = super().deconstruct()
        given = {} if self.when == ALWAYS else {"when": self.when}
        if self.one_by_one:
            given["one_by_one"] = self.one_by_one
        return path, arguments, {**options, "refuses": self.refuses, "message": self.message, **given}

    def validate(self, *_arguments: object, **_options: object) -> None:
        """Leave it to the database: only there are the rows as they are at the time of the statement."""

    def trigger(self, operation: str) -> str:
        return f"{self.name}_{operation}"

    def condition(self, operation: str) -> str:
        """Return the condition of the trigger of an operation."""
        if "{row}" not in self.when:
            return self.when
        return " OR ".join(f"({self.when.format(row=row)})" for row in ROWS[operation])

    def constraint_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Install the triggers after the table is created, or on SQLite rebuilt with its rows."""
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def create_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> Statement:
        """Return the statement of the first trigger; the others follow at the end of the migration."""
        template = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
        first, *others = [
            Statement(
                template,
                table=Table(model._meta.db_table, schema_editor.quote_name),
                trigger=self.trigger(operation),
                operation=operation.upper(),
                condition=self.condition(operation),
                message=self.message.replace("'", "''"),
                wait=WAIT % {"one_by_one": self.one_by_one, "name": self.name} if self.one_by_one else "",
                result=ROWS[operation][-1],
            )
            for operation in self.refuses
        ]
        schema_editor.deferred_sql.extend(others)
        return first

    def remove_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        """Return the statement that drops the triggers; SQLite rebuilds the table without them instead."""
        functions = ", ".join(f"{self.trigger(operation)}()" for operation in self.refuses)
        return f"DROP FUNCTION {functions} CASCADE"
