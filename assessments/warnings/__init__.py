"""Unusual values: warnings, answers to them, notes, the range of other areas."""
