"""Trying a draft edition on the published values of a cycle."""
