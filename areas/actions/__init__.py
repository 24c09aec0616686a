"""Actions on provinces, their officers and target areas."""

from areas.actions.lists import (
    load_area_groups,
    load_provinces,
    load_public_holidays,
    load_published_totals,
    load_target_areas,
)
from areas.actions.officers import assign_province, end_term

__all__ = [
    "assign_province",
    "end_term",
    "load_area_groups",
    "load_provinces",
    "load_public_holidays",
    "load_published_totals",
    "load_target_areas",
]
