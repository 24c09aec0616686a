"""Disable guards of the database, for tests with rows that only the owner of the database can make."""

from django.db import connection

INSTALLED = {
    "postgresql": "SELECT tgname, relname, pg_get_triggerdef(pg_trigger.oid) || prosrc FROM pg_trigger"
    " JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal",
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
}


def disable_guards(*tables):
    """Disable the triggers of `tables` until the transaction of the test is rolled back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        for name, (table, _sql) in installed_guards().items():
            if table in tables:
                cursor.execute(f"DROP TRIGGER {name}")


def installed_guards(database=connection):
    """Return the table and the SQL of every trigger by its name."""
    with database.cursor() as cursor:
        cursor.execute(INSTALLED[database.vendor])
        return {name: (table, sql) for name, table, sql in cursor.fetchall()}
