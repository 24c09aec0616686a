"""Actions that load the published lists of provinces, areas, totals and holidays."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils.text import slugify

from areas.actions.holidays import years_entered_by_hand
from areas.events import Event
from areas.models import AreaGroup, Province, PublishedLevel, PublishedTotal, TargetArea
from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.common.history.models import HistoryChain
from ecotown.common.holidays.models import PublicHoliday

SUBJECT = "areas"


def portal_list(name: str) -> Any:
    """Return a list that comes with the portal: a file of `fixtures/`, read as JSON."""
    return json.loads((settings.FIXTURES_DIR / f"{name}.json").read_text(encoding="utf-8"))


@transaction.atomic
def load_country(*, by: User | None) -> int:
    """Store the provinces and the public holidays that come with the portal; return how many are new."""
    return load_provinces(portal_list("provinces"), by=by) + load_public_holidays(
        portal_list("public-holidays"), by=by
    )


@transaction.atomic
def load_public_list(*, by: User | None) -> int:
    """Store areas, groups and totals that public sources name; return how many rows are new or changed.

    Areas that were changed in the register stay as they are.
    """
    changed = load_country(by=by)
    changed += load_target_areas(portal_list("target-areas")["areas"], by=by)
    changed += load_area_groups(portal_list("area-groups"), by=by)
    return changed + load_published_totals(portal_list("published-totals"), by=by)


@transaction.atomic
def load_provinces(rows: Sequence[Mapping[str, str]], *, by: User | None) -> int:
    """Store the provinces, found by TIS 1099 code; return how many rows are new or changed."""
    changed = sum(
        _store(Province, {"code": row["code"]}, {name: row[name] for name in row if name != "code"})
        for row in rows
    )
    return _record(Event.PROVINCES_LOADED, changed, by=by)


@transaction.atomic
def load_target_areas(rows: Sequence[Mapping[str, Any]], *, by: User | None) -> int:
    """Store the areas and their published levels; return how many rows are new or changed.

    Inferred levels are not stored: nobody has published them. An area with a history of its own was changed
    in the register, which knows more than the list: it stays as it is. Raises Province.DoesNotExist for an
    unknown province.
    """
    provinces = {province.name_th: province for province in Province.objects.all()}
    subjects = set(HistoryChain.objects.filter(subject__startswith="area:").values_list("subject", flat=True))
    kept = {area.key for area in TargetArea.objects.all() if area.history_subject in subjects}
    changed = 0
    for row in rows:
        if row["province_th"] not in provinces:
            raise Province.DoesNotExist(row["province_th"])
        key = slugify(f"{row['province_en']} {row['area_en'] or ''}")[:80].strip("-")
        if key in kept:
            continue
        changed += _store(TargetArea, {"key": key}, _area_values(row, provinces[row["province_th"]]))
        area = TargetArea.objects.get(key=key)
        for year, level in row["known_levels"].items():
            identity = {"area": area, "year": int(year)}
            changed += _store(PublishedLevel, identity, {"level": level, "source": row["source"]})
    return _record(Event.TARGET_AREAS_LOADED, changed, by=by)


@transaction.atomic
def load_area_groups(rows: Sequence[Mapping[str, Any]], *, by: User | None) -> int:
    """Add the groups of areas that are not there yet, with the areas in them; return how many are new.

    A group that is there stays as administrators keep it. Areas that are not loaded are left out.
    """
    added = 0
    for row in rows:
        names = {name: row[name] for name in ("name_en", "source")}
        group, is_new = AreaGroup.objects.get_or_create(name_th=row["name_th"], defaults=names)
        added += is_new
        for member in row["areas"] if is_new else ():
            place = {"province__name_th": member["province_th"], "name_th": member["area_th"]}
            for area in TargetArea.objects.filter(**place):
                group.memberships.create(area=area, source=member["source"])
    return _record(Event.AREA_GROUPS_LOADED, added, by=by)


@transaction.atomic
def load_published_totals(rows: Sequence[Mapping[str, object]], *, by: User | None) -> int:
    """Store the national totals; return how many rows are new or changed."""
    changed = sum(
        _store(
            PublishedTotal,
            {name: row[name] for name in ("kind", "year", "level")},
            {
                "number": row["number"],
                "published_on": date.fromisoformat(str(row["published_on"])),
                "source": row["source"],
            },
        )
        for row in rows
    )
    return _record(Event.PUBLISHED_TOTALS_LOADED, changed, by=by)


@transaction.atomic
def load_public_holidays(rows: Sequence[Mapping[str, str]], *, by: User | None) -> int:
    """Store the public holidays; return how many are new, changed or gone.

    A stored holiday of one of the years in `rows` that is not among them was moved, and is deleted. A year
    that administrators changed in the portal stays as they keep it.
    """
    kept = years_entered_by_hand()
    days = {day: row for row in rows if (day := date.fromisoformat(row["day"])).year not in kept}
    same_years = PublicHoliday.objects.filter(day__year__in={day.year for day in days})
    changed, _by_model = same_years.exclude(day__in=days).delete()
    changed += sum(
        _store(PublicHoliday, {"day": day}, {name: row[name] for name in row if name != "day"})
        for day, row in days.items()
    )
    return _record(Event.HOLIDAYS_LOADED, changed, by=by)


def _area_values(row: Mapping[str, Any], province: Province) -> dict[str, object]:
    return {
        "province": province,
        "name_th": row["area_th"] or "",
        "name_en": row["area_en"] or "",
        **{name: row[name] for name in ("phase", "confidence", "source", "note")},
    }


def _store(model: type[Model], identity: Mapping[str, object], values: Mapping[str, object]) -> int:
    """Create or update the row identified by `identity`; return 1 when it is new or changed, else 0."""
    row, is_new = model._default_manager.get_or_create(**identity, defaults=values)
    if is_new:
        return 1
    changed_names = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed_names:
        setattr(row, name, values[name])
    if changed_names:
        row.save()  # computes search_key and sort_key, too
    return int(bool(changed_names))


def _record(event: Event, changed: int, *, by: User | None) -> int:
    if changed:
        recording.record(SUBJECT, event, by=by, data={"changed": changed})
    return changed
