"""Users: accounts, roles and signing in."""
