"""Editions of the criteria: the level rule as pure code, drafting, publishing, plausibility, crosswalks."""
