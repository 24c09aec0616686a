"""The level rule: pure Python, exact numbers, no Django, no database, no clock."""
