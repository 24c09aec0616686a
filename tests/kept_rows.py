"""The rows that every test begins with, brought back after a test that committed what it wrote.

Django empties all tables after such a test, and the next one would have to publish the edition anew. Here
PostgreSQL empties the tables that were empty, and copies back those whose rows were changed. SQLite copies
the whole database in memory, with its guards, which let no table be emptied.
"""

import sqlite3

from django.db import connection, transaction

# Rows are compared by the transactions that wrote them: `written_until` is the last one before a test.
KEEP = """
CREATE SCHEMA kept;
CREATE TABLE kept.tables (name text, count bigint);
CREATE TABLE kept.state AS SELECT txid_current() AS written_until;
DO $$
DECLARE
  table_name text;
  count bigint;
BEGIN
  FOR table_name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('SELECT count(*) FROM public.%I', table_name) INTO count;
    IF count > 0 THEN
      EXECUTE format('CREATE TABLE kept.%I AS TABLE public.%I', 'rows_of_' || table_name, table_name);
    END IF;
    INSERT INTO kept.tables VALUES (table_name, count);
  END LOOP;
END
$$
"""
# `replica` lets no guard and no foreign key refuse what happens here. The locks wait for transactions of
# workers and requests that are not yet at their end.
BRING_BACK = """
SET LOCAL session_replication_role = replica;
DO $$
DECLARE
  kept_table record;
  changed boolean;
BEGIN
  EXECUTE (SELECT 'LOCK TABLE ' || string_agg(format('public.%I', name), ', ') || ' IN EXCLUSIVE MODE'
           FROM kept.tables);
  FOR kept_table IN SELECT * FROM kept.tables LOOP
    IF kept_table.count = 0 THEN
      EXECUTE format('DELETE FROM public.%I', kept_table.name);
      CONTINUE;
    END IF;
    EXECUTE format(
      'SELECT count(*) <> $1 OR bool_or(xmin::text::bigint > $2) FROM public.%I', kept_table.name
    ) INTO changed USING kept_table.count, (SELECT written_until FROM kept.state);
    IF changed THEN
      EXECUTE format('DELETE FROM public.%I', kept_table.name);
      EXECUTE format('INSERT INTO public.%I TABLE kept.%I', kept_table.name, 'rows_of_' || kept_table.name);
    END IF;
  END LOOP;
  UPDATE kept.state SET written_until = txid_current();
END
$$
"""


class KeptRows:
    """A copy of all rows as they are now, to be brought back again and again."""

    def __init__(self):
        if connection.vendor == "postgresql":
            execute(KEEP)
        else:
            self.copy = sqlite3.connect(":memory:")
            connection.connection.backup(self.copy)

    def bring_back(self):
        """Let all tables have the kept rows, and no others."""
        if connection.vendor == "postgresql":
            execute(BRING_BACK)
        else:
            connection.ensure_connection()
            self.copy.backup(connection.connection)

    def forget(self):
        if connection.vendor == "sqlite":
            self.copy.close()


def execute(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
