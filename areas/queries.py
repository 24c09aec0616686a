"""Queries of the register: what is known of an area, and of the lists around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from areas.models import (
    Announcement,
    AreaBoundary,
    AreaGroup,
    AreaName,
    GroupMembership,
    Province,
    PublishedLevel,
    SubDistrict,
    TargetArea,
    TargetLevel,
)


@dataclass(frozen=True, slots=True)
class AreaRecord:
    """All that the register says about an area; `names` are empty for one that was never renamed."""

    area: TargetArea
    names: Sequence[AreaName]
    today: date
    sub_districts: Sequence[SubDistrict]
    boundary: AreaBoundary | None
    memberships: Sequence[GroupMembership]
    target_levels: Sequence[TargetLevel]
    predecessors: Sequence[TargetArea]
    successors: Sequence[TargetArea]

    @property
    def present_name(self) -> AreaName | None:
        """Return the row of the name that it has today, None for one that was never renamed."""
        begun = [name for name in self.names if name.since is None or name.since <= self.today]
        return begun[-1] if begun else None

    @property
    def former_names(self) -> list[tuple[AreaName, date | None]]:
        """Return the names that it had, each with the day from which the next one counted, latest first."""
        begun = [name for name in self.names if name.since is None or name.since <= self.today]
        following = [name.since for name in begun[1:]]
        return list(zip(begun[:-1], following, strict=True))[::-1]

    @property
    def coming_names(self) -> list[AreaName]:
        """Return the names that it will have."""
        return [name for name in self.names if name.since is not None and name.since > self.today]

    @property
    def latest_renaming(self) -> AreaName | None:
        """Return its latest name when it was renamed at all: that one can be withdrawn."""
        return self.names[-1] if len(self.names) > 1 else None


def area_record(area: TargetArea, today: date) -> AreaRecord:
    """Return what the register says about an area; seven queries."""
    boundary = AreaBoundary.objects.filter(area=area).defer("geojson").first()
    return AreaRecord(
        area=area,
        names=list(area.names.all()),
        today=today,
        sub_districts=list(area.sub_districts.all()),
        boundary=boundary,
        memberships=list(area.memberships.select_related("group")),
        target_levels=list(area.target_levels.all()),
        predecessors=list(area.predecessors.select_related("province")),
        successors=list(area.successors.select_related("province")),
    )


def published_levels_of(area: TargetArea) -> QuerySet[PublishedLevel]:
    """Return the levels of an area that public sources name, the newest first."""
    return area.published_levels.order_by("-year")


def registered_areas() -> QuerySet[TargetArea]:
    """Return the areas of the register with their provinces and names; two queries."""
    return TargetArea.objects.select_related("province").prefetch_related("names")


def provinces_of_register() -> QuerySet[Province]:
    """Return the provinces that have target areas."""
    return Province.objects.filter(areas__isnull=False).distinct()


def groups_with_counts() -> QuerySet[AreaGroup]:
    """Return the groups, each with the number of its areas that have no end (`area_count`)."""
    without_end = Count("memberships", filter=Q(memberships__area__ended_on__isnull=True))
    return AreaGroup.objects.annotate(area_count=without_end).order_by("name_th")


def announcements_with_counts() -> QuerySet[Announcement]:
    """Return the announcements, the newest first, each with the number of areas it named (`area_count`)."""
    return Announcement.objects.annotate(area_count=Count("areas")).order_by("-announced_on", "pk")
