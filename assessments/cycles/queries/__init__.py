"""Queries of cycles: what they hold and carry forward, and how far their year has come."""
