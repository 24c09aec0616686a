"""Disable guards of the database, for tests with rows that only the owner of the database can make."""

from django.db import connection


def disable_guards(*tables):
    """Disable the triggers of `tables` until the transaction of the test is rolled back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
        for name, table in cursor.fetchall():
            if table in tables:
                cursor.execute(f"DROP TRIGGER {name}")


def sqlite_guards():
    """Return the SQL of every trigger by its name; nothing on PostgreSQL, where TRUNCATE passes by them."""
    if connection.vendor == "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())
