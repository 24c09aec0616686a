"""Demonstration accounts and invented values for trying out the portal; they are not measurements."""
