"""Limits beyond which a value is unusual."""
