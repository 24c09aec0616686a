"""Queries of the public pages: areas with their published levels, national totals, public holidays."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

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


def area_lines(text: str = "", level: int | None = None) -> list[AreaLine]:
    """Return the areas whose name or province matches `text` and whose latest level is `level`.

    Sorted by level, highest first and unknown last, then in Thai dictionary order.
    Three queries, whatever the number of areas.
    """
    areas = TargetArea.objects.select_related("province")
    if text:
        areas = areas.named_like(text)
    lines = _lines(list(areas))
    if level is not None:
        lines = [line for line in lines if line.level == level]
    return sorted(lines, key=lambda line: (-_or(line.level, -1), *_name_order(line.area)))


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


def _name_order(area: TargetArea) -> tuple[bool, str, str, str]:
    """Return a sort key: areas with a name by name, then those without by province."""
    return not area.name_th, area.sort_key, area.province.sort_key, area.key


def _or(value: int | None, default: int) -> int:
    return default if value is None else value
