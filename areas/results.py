"""What follows from the day of today: the name that an area has."""

from datetime import date

from django.db import transaction

from areas.events import Event
from areas.models import AreaName, TargetArea
from ecotown.common.history import recording


@transaction.atomic
def take_effect(area_id: int, today: date) -> bool:
    """Give an area the name that it has on a day, when that is another one; return whether it was.

    May run twice; the event is recorded once.
    """
    area = TargetArea.objects.select_for_update(of=("self",)).get(pk=area_id)
    former = area.name_th
    if not set_name_of(area, today):
        return False
    data = {"old": former, "name": area.name_th}
    recording.record(area.history_subject, Event.AREA_NAME_TAKEN_EFFECT, by=None, data=data)
    return True


def set_name_of(area: TargetArea, day: date) -> bool:
    """Store the name that a locked area has on a day as its present one; return whether it was another."""
    if not _has_other_name(area, day):
        return False
    named = area.name_on(day)
    area.name_th, area.name_en = named.name_th, named.name_en
    area.save()  # computes search_key and sort_key, too
    return True


def take_names_into_effect(today: date) -> int:
    """Give all areas the name that they have on a day; return how many have another one than before."""
    renamed = AreaName.objects.filter(since__isnull=False).values_list("area", flat=True)
    areas = TargetArea.objects.filter(pk__in=renamed).prefetch_related("names")
    return sum(take_effect(area.pk, today) for area in areas if _has_other_name(area, today))


def _has_other_name(area: TargetArea, day: date) -> bool:
    named = area.name_on(day)
    return (named.name_th, named.name_en) != (area.name_th, area.name_en)
