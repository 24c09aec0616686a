"""Accounts and values for trying the portal out; nobody must take them for measurements."""
