"""The level rule and everything it reads; no Django, no database, no clock."""
