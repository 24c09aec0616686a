"""The action that takes a list of target areas into the register."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from areas.actions.areas import add_area, change_area
from areas.actions.lists import SUBJECT
from areas.actions.names import correct_name
from areas.domain.register import AreaError
from areas.events import Event
from areas.models import Province, TargetArea
from ecotown.accounts.models import User
from ecotown.common.history import recording


@dataclass(frozen=True, slots=True)
class ListedArea:
    """What a list says of one area; `area` is its row in the register, None for a new one."""

    area: TargetArea | None
    province: Province
    name_th: str
    name_en: str
    phase: int
    source: str
    note: str


@transaction.atomic
def import_areas(*, listed: Sequence[ListedArea], by: User) -> int:
    """Add the new areas of a list, name those without a name, and change facts; return how many it concerns.

    All or nothing. Raises AreaError("list-outdated") when the register was changed since the check.
    """
    try:
        for row in listed:
            _take(row, by=by)
    except AreaError as error:
        raise AreaError("list-outdated") from error
    if listed:
        added = sum(row.area is None for row in listed)
        facts = {"added": added, "changed": len(listed) - added}
        recording.record(SUBJECT, Event.AREA_LIST_IMPORTED, by=by, data=facts)
    return len(listed)


def _take(row: ListedArea, *, by: User) -> None:
    if row.area is None:
        add_area(
            province=row.province,
            name_th=row.name_th,
            name_en=row.name_en,
            phase=row.phase,
            confidence="department",
            source=row.source,
            note=row.note,
            by=by,
        )
        return
    area = TargetArea.objects.select_related("announcement").get(pk=row.area.pk)
    if row.name_th and not area.name_th:
        correct_name(area=area, name_th=row.name_th, name_en=row.name_en, reason=row.source, by=by)
    confidence = "department" if row.name_th and not area.name_th else area.confidence
    change_area(
        area=area,
        phase=row.phase,
        confidence=confidence,
        source=row.source,
        note=row.note,
        announcement=area.announcement,
        by=by,
    )
