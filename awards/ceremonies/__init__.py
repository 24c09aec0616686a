"""Ceremonies: recipients, their order, attendance, packages of files."""
