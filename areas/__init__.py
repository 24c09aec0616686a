"""Provinces, target areas, what was published of them, and who looks after which province."""
