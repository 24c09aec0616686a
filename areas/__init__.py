"""Provinces, target areas, their published levels, and the officers of provinces."""
