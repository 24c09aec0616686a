"""The open data: what the public pages show as tables for programs, as CSV and as JSON."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby, zip_longest

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from areas.models import AreaName, GroupMembership, PublishedLevel, PublishedTotal, TargetArea
from assessments.corrections.queries import with_level_in_force
from assessments.past_years.models import PastYear
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from ecotown.common.workbooks.csv_tables import csv_file
from ecotown.configuration.queries import current
from ecotown.configuration.registry import Preview
from indicators.editions.models import Framework

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class DataSet:
    """One table: its columns, and a function that reads its rows."""

    columns: tuple[str, ...]
    rows: Callable[[], Iterable[Row]]


def csv_of(data_set: DataSet) -> bytes:
    """Return a data set as UTF-8 CSV, yes and no as true and false."""
    rows = ([_cell(value) for value in row] for row in data_set.rows())
    return csv_file([data_set.columns, *rows])


def json_of(data_set: DataSet) -> bytes:
    """Return a data set as a JSON list of objects; days as 2026-11-30, null where nothing is known."""
    rows = [dict(zip(data_set.columns, row, strict=True)) for row in data_set.rows()]
    return f"{json.dumps(rows, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)}\n".encode()


def _cell(value: object) -> object:
    """Return a value as it stands in a table: keys of several areas with blanks between them."""
    if isinstance(value, list):
        return " ".join(value)
    return str(value).lower() if isinstance(value, bool) else value


def _areas() -> Iterable[Row]:
    """Read the target areas, also those that ended, with what they follow; three queries."""
    areas = TargetArea.objects.select_related("province").prefetch_related("predecessors", "successors")
    for area in areas.order_by("key"):
        province = area.province
        place = (province.iso_code, province.name_th, province.name_en, province.region)
        names = (area.name_th or None, area.name_en or None)
        around = [sorted(each.key for each in rows.all()) for rows in (area.predecessors, area.successors)]
        source = (area.confidence, area.source)
        yield (area.key, *names, *place, area.phase, *source, area.ended_on, area.end_reason or None, *around)


def _area_names() -> Iterable[Row]:
    """Read the names of areas that were or will be renamed, each with its first and last day; one query."""
    rows = AreaName.objects.select_related("area").order_by("area__key", F("since").asc(nulls_first=True))
    for _key, group in groupby(rows, key=lambda row: row.area.key):
        names = list(group)
        for row, following in zip_longest(names, names[1:]):
            until = following.since - timedelta(days=1) if following and following.since else None
            yield (row.area.key, row.name_th, row.name_en or None, row.since, until, row.source or None)


def _area_groups() -> Iterable[Row]:
    """Read which areas belong to which group; one query."""
    rows = GroupMembership.objects.select_related("area", "group")
    for row in rows.order_by("group__name_th", "area__key"):
        group = row.group
        yield (group.name_th, group.name_en or None, group.source, row.area.key, row.source)


def _levels() -> Iterable[Row]:
    """Read the levels of public sources, those of loaded years, and those granted here; three queries."""
    for level in PublishedLevel.objects.select_related("area").order_by("area__key", "year"):
        unknown = (None,) * 5
        yield (level.area.key, level.year, level.level, "public-source", *unknown, level.source, False)
    released = PastYear.objects.released().select_related("area", "framework")
    for past_year in released.order_by("area__key", "year"):
        facts = (past_year.area.key, past_year.year, past_year.granted_level, "loaded", None)
        yield (*facts, past_year.framework.edition, *(None,) * 3, past_year.source, False)
    published = with_level_in_force(Assessment.objects.filter(status=Status.PUBLISHED))
    related = published.select_related("area", "cycle__framework", "resolution__meeting")
    for assessment in related.order_by("area__key", "cycle__year"):
        key, cycle, resolution = assessment.area.key, assessment.cycle, assessment.resolution
        page = reverse("portal:explanation", args=[key, cycle.year])
        yield (
            *(key, cycle.year, resolution.granted_level, "committee", assessment.computed_level),
            *(cycle.framework.edition, resolution.meeting.number, resolution.meeting.date),
            *(f"{settings.SITE_URL}{page}", None, cycle.is_demonstration),
        )


def _totals() -> Iterable[Row]:
    """Read the published national totals; one query."""
    for total in PublishedTotal.objects.order_by("-year", "kind", "-level"):
        yield (total.kind, total.year, total.level, total.number, total.published_on, total.source)


def _criteria() -> Iterable[Row]:
    """Read the published editions of the criteria; one query."""
    for framework in Framework.objects.published().order_by("effective_from", "edition"):
        files = reverse("indicators:export-edition", args=[framework.edition])
        names = (framework.name_th, framework.name_en)
        facts = (framework.effective_from, framework.official, framework.checksum)
        yield (framework.edition, *names, *facts, f"{settings.SITE_URL}{files}")


DATA_SETS = {
    "areas": DataSet(
        (
            *("area_key", "name_th", "name_en", "province_iso", "province_th", "province_en", "region"),
            *("phase", "confidence", "source", "ended_on", "end_reason", "predecessors", "successors"),
        ),
        _areas,
    ),
    "area-names": DataSet(
        ("area_key", "name_th", "name_en", "begins_on", "until", "source"),
        _area_names,
    ),
    "area-groups": DataSet(
        ("group_th", "group_en", "group_source", "area_key", "source"),
        _area_groups,
    ),
    "levels": DataSet(
        (
            *("area_key", "fiscal_year", "level", "origin", "computed_level", "edition", "meeting"),
            *("meeting_date", "explanation", "source", "demonstration"),
        ),
        _levels,
    ),
    "totals": DataSet(("kind", "year", "level", "number", "published_on", "source"), _totals),
    "criteria": DataSet(
        ("edition", "name_th", "name_en", "effective_from", "official", "checksum", "file"), _criteria
    ),
}


def licence_preview() -> Preview:
    """Return the licence as it stands on the page of the open data."""
    markup = render_to_string("portal/licence.html", {"licence": current().licence})
    return Preview(_("On the page of the open data"), markup=markup)
