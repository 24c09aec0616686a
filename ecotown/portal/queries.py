"""Queries of the public pages: areas with their published levels, national totals, public holidays."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from areas.models import PublishedLevel, PublishedTotal, TargetArea
from assessments.committee.queries import resolution_of
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from ecotown.common.holidays.models import PublicHoliday
from ecotown.common.thai import dates
from indicators.editions.models import Framework


@dataclass(frozen=True, slots=True)
class YearLevel:
    """The level of an area in a fiscal year and its source; `framework` is the edition, if known."""

    year: int
    level: int
    source: str
    is_demonstration: bool = False
    assessment_id: int | None = None
    framework: Framework | None = None


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area with its published levels, oldest first."""

    area: TargetArea
    years: Sequence[YearLevel] = field(default_factory=tuple)

    @property
    def latest(self) -> YearLevel | None:
        return self.years[-1] if self.years else None

    @property
    def level(self) -> int | None:
        return self.latest.level if self.latest else None

    def until(self, year: int) -> "AreaLine":
        """Return the line as it stood at the end of a fiscal year."""
        return AreaLine(self.area, [published for published in self.years if published.year <= year])


def area_lines() -> list[AreaLine]:
    """Return all areas, by level, highest first and unknown last, then by the name that is shown.

    Three queries, whatever the number of areas.
    """
    lines = _lines(list(TargetArea.objects.select_related("province")))
    return sorted(lines, key=lambda line: (-_or(line.level, -1), *line.area.name_order))


def matching(lines: Iterable[AreaLine], values: Mapping[str, Any]) -> list[AreaLine]:
    """Return the lines that the filters in `values` leave over, those of `AreaSearchForm`.

    With a year they are the areas with a level of that year, as they stood then. One query when areas are
    searched.
    """
    if year := values.get("year"):
        lines = (line.until(year) for line in lines)
        lines = [line for line in lines if line.latest and line.latest.year == year]
    if {"q", "province", "phase"} & values.keys():
        found = set(TargetArea.objects.matching(values).values_list("pk", flat=True))
        lines = [line for line in lines if line.area.pk in found]
    return [line for line in lines if "level" not in values or line.level == values["level"]]


def area_line(area: TargetArea) -> AreaLine:
    """Return the area with its published levels; two queries."""
    return _lines([area])[0]


def totals() -> dict[str, object]:
    """Return the published national totals: areas, provinces, and areas by level in the newest year."""
    rows = list(PublishedTotal.objects.all())
    by_level = {row.level: row for row in rows if row.kind == PublishedTotal.Kind.AREAS_AT_LEVEL}
    kinds = {row.kind: row for row in rows if row.level is None}
    return {
        "areas": kinds.get(PublishedTotal.Kind.AREAS),
        "provinces": kinds.get(PublishedTotal.Kind.PROVINCES),
        "by_level": dict(sorted(by_level.items(), reverse=True)),
    }


@dataclass(frozen=True, slots=True)
class AreasInSystem:
    """The areas of this portal by their latest published level, apart from the national totals.

    `by_level` has the highest level first and None last; `granted` counts the levels that the committee
    granted in this portal, `demonstration` those of them that are made up.
    """

    by_level: Mapping[int | None, int]
    granted: int
    demonstration: int

    @property
    def areas(self) -> int:
        return sum(self.by_level.values())


def areas_in_system(lines: Sequence[AreaLine]) -> AreasInSystem:
    """Count `lines`, which are in the order of `area_lines`, by level; no query."""
    latest = [line.latest for line in lines if line.latest]
    return AreasInSystem(
        by_level=dict(Counter(line.level for line in lines)),
        granted=sum(year_level.assessment_id is not None for year_level in latest),
        demonstration=sum(year_level.is_demonstration for year_level in latest),
    )


def holidays_by_year() -> dict[int, list[PublicHoliday]]:
    """Return the public holidays by year of the Buddhist Era, the newest year first; one query."""
    by_year: dict[int, list[PublicHoliday]] = {}
    for holiday in PublicHoliday.objects.order_by("-day__year", "day"):
        by_year.setdefault(dates.year(holiday.day), []).append(holiday)
    return by_year


def _lines(areas: Collection[TargetArea]) -> list[AreaLine]:
    years: dict[int, list[YearLevel]] = {area.pk: [] for area in areas}
    for row in PublishedLevel.objects.filter(area__in=areas):
        years[row.area_id].append(YearLevel(row.year, row.level, row.source))
    granted = Assessment.objects.filter(area__in=areas, status=Status.PUBLISHED)
    rows = granted.select_related("cycle__framework", "resolution__meeting")
    for assessment in rows.prefetch_related("cycle__framework__level_rules"):
        resolution = resolution_of(assessment)
        years[assessment.area_id].append(
            YearLevel(
                year=assessment.cycle.year,
                level=resolution.granted_level,
                source=resolution.meeting.number,
                is_demonstration=assessment.cycle.is_demonstration,
                assessment_id=assessment.pk,
                framework=assessment.cycle.framework,
            )
        )
    return [AreaLine(area, sorted(years[area.pk], key=lambda year_level: year_level.year)) for area in areas]


def _or(value: int | None, default: int) -> int:
    return default if value is None else value
