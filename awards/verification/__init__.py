"""Verifying an award by code, number, file or machine-readable credential."""
