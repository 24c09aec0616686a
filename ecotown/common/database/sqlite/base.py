"""Django's backend for SQLite, which rebuilds a table also while guards of other tables name it."""

from typing import Any

from django.db.backends.sqlite3 import base, schema


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    def _remake_table(self, *arguments: Any, **options: Any) -> None:
        """Let the rebuilt table take the name of the old one, which triggers miss for a moment."""
        self.execute("PRAGMA legacy_alter_table = ON")
        super()._remake_table(*arguments, **options)
        self.execute("PRAGMA legacy_alter_table = OFF")


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = DatabaseSchemaEditor
