"""Actions on the levels of an area that public sources name, and on those that it shall reach."""

from django.db import transaction

from areas.actions.areas import lock, record
from areas.domain.register import AreaError, check_year
from areas.events import Event
from areas.models import PublishedLevel, TargetArea, TargetLevel
from areas.registry import is_granted_in_portal
from ecotown.accounts.models import User


@transaction.atomic
def save_published_level(*, area: TargetArea, year: int, level: int, source: str, by: User) -> PublishedLevel:
    """Store the level of an area in a fiscal year as a public source says it, in place of the one it had.

    Raises AreaError: "year", "no-source", "granted-here" when this portal has the result of that year.
    """
    check_year(year)
    if not source.strip():
        raise AreaError("no-source")
    area = lock(area)
    if is_granted_in_portal(area.pk, year):
        raise AreaError("granted-here")
    former = area.published_levels.filter(year=year).first()
    values = {"level": level, "source": source.strip()}
    row, _is_new = PublishedLevel.objects.update_or_create(area=area, year=year, defaults=values)
    old = {"level": former.level, "source": former.source} if former else {}
    if old != values:
        record(area, Event.PUBLISHED_LEVEL_SAVED, by=by, year=year, old=old, new=values)
    return row


@transaction.atomic
def remove_published_level(*, published: PublishedLevel, by: User) -> TargetArea:
    """Remove a published level that was entered wrongly; one that is gone already changes nothing."""
    area = lock(published.area)
    count, _by_model = PublishedLevel.objects.filter(pk=published.pk).delete()
    if count:
        old = {"level": published.level, "source": published.source}
        record(area, Event.PUBLISHED_LEVEL_REMOVED, by=by, year=published.year, old=old)
    return area


@transaction.atomic
def save_target_level(*, area: TargetArea, year: int, level: int, source: str, by: User) -> TargetLevel:
    """Store the level that an area shall reach by a fiscal year. Raises AreaError: "year", "no-source"."""
    check_year(year)
    if not source.strip():
        raise AreaError("no-source")
    area = lock(area)
    former = area.target_levels.filter(year=year).first()
    values = {"level": level, "source": source.strip()}
    row, _is_new = TargetLevel.objects.update_or_create(area=area, year=year, defaults=values)
    old = {"level": former.level, "source": former.source} if former else {}
    if old != values:
        record(area, Event.TARGET_LEVEL_SAVED, by=by, year=year, old=old, new=values)
    return row


@transaction.atomic
def remove_target_level(*, target: TargetLevel, by: User) -> TargetArea:
    """Remove a target level; one that is gone already changes nothing."""
    area = lock(target.area)
    count, _by_model = TargetLevel.objects.filter(pk=target.pk).delete()
    if count:
        old = {"level": target.level, "source": target.source}
        record(area, Event.TARGET_LEVEL_REMOVED, by=by, year=target.year, old=old)
    return area
