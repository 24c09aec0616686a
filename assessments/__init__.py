"""Cycles, entries, audits, computed levels and resolutions."""
