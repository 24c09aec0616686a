"""Provinces and target areas, with the levels and totals that the department has published."""

from areas.models.provinces import Province, ProvinceOfficer, Region, in_term
from areas.models.published import HIGHEST_LEVEL, LOWEST_LEVEL, PublishedLevel, PublishedTotal
from areas.models.target_areas import TargetArea

__all__ = [
    "HIGHEST_LEVEL",
    "LOWEST_LEVEL",
    "Province",
    "ProvinceOfficer",
    "PublishedLevel",
    "PublishedTotal",
    "Region",
    "TargetArea",
    "in_term",
]
