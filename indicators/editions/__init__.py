"""Editions as rows: reading them, and editing a draft with its worked examples."""
