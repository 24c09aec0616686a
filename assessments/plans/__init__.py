"""Targets for the next years, and what reaching them would change."""
