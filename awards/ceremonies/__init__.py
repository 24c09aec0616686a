"""Ceremonies: recipients, their order, attendance."""
