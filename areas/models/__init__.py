"""Provinces and target areas, with what the register and the department's publications say about them."""

from areas.models.provinces import Province, ProvinceOfficer, Region, in_term
from areas.models.published import HIGHEST_LEVEL, LOWEST_LEVEL, PublishedLevel, PublishedTotal
from areas.models.register import (
    Announcement,
    AreaBoundary,
    AreaGroup,
    GroupMembership,
    SubDistrict,
    TargetLevel,
)
from areas.models.target_areas import AreaName, AreaSuccession, TargetArea

__all__ = [
    "HIGHEST_LEVEL",
    "LOWEST_LEVEL",
    "Announcement",
    "AreaBoundary",
    "AreaGroup",
    "AreaName",
    "AreaSuccession",
    "GroupMembership",
    "Province",
    "ProvinceOfficer",
    "PublishedLevel",
    "PublishedTotal",
    "Region",
    "SubDistrict",
    "TargetArea",
    "TargetLevel",
    "in_term",
]
