"""The database backend of the portal on SQLite."""
