"""Identities, PDF signatures and verifiable credentials."""
