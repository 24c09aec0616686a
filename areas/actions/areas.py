"""Actions on the register of target areas: adding, changing, ending and resuming an area."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from areas.domain import register
from areas.domain.register import AreaError
from areas.events import Event
from areas.models import Announcement, AreaSuccession, Province, TargetArea
from ecotown.accounts.models import User
from ecotown.common.history import recording

CHANGED_FIELDS = ("phase", "confidence", "source", "note")


@transaction.atomic
def add_area(
    *,
    province: Province,
    name_th: str,
    name_en: str,
    phase: int,
    confidence: str,
    source: str,
    note: str = "",
    announcement: Announcement | None = None,
    by: User | None,
) -> TargetArea:
    """Add a target area to the register, under a key of its own that never changes.

    Raises AreaError: "no-name", and "name-taken" when the province has an area of this name.
    """
    register.check_name(name_th)
    province = Province.objects.select_for_update().get(pk=province.pk)  # two of one name wait here
    check_name_free(province, name_th.strip())
    words = [slugify(province.name_en), slugify(name_en)]
    area = TargetArea.objects.create(
        key=register.area_key(words, set(TargetArea.objects.values_list("key", flat=True))),
        province=province,
        name_th=name_th.strip(),
        name_en=name_en.strip(),
        phase=phase,
        confidence=confidence,
        source=source.strip(),
        note=note.strip(),
        announcement=announcement,
    )
    facts = {"name": area.name_th, "name_en": area.name_en, "province": province.code, "key": area.key}
    record(area, Event.AREA_ADDED, by=by, **facts, **_facts(area))
    return area


@transaction.atomic
def change_area(
    *,
    area: TargetArea,
    phase: int,
    confidence: str,
    source: str,
    note: str,
    announcement: Announcement | None,
    by: User,
) -> TargetArea:
    """Change the facts about an area that are neither its name nor its end; nothing is recorded when same."""
    area = lock(area)
    former = _facts(area)
    area.phase, area.confidence = phase, confidence
    area.source, area.note, area.announcement = source.strip(), note.strip(), announcement
    facts = _facts(area)
    if facts != former:
        area.save(update_fields=[*CHANGED_FIELDS, "announcement"])
        old = {name: value for name, value in former.items() if value != facts[name]}
        record(area, Event.AREA_CHANGED, by=by, old=old, new={name: facts[name] for name in old})
    return area


@transaction.atomic
def end_area(
    *, area: TargetArea, ended_on: date, reason: str, successors: Collection[TargetArea] = (), by: User
) -> TargetArea:
    """Let an area be no target area from a day on, and name the areas that follow it.

    An area is split when several follow it, and several are merged when one follows each of them. What was
    assessed stays with each. Raises AreaError("no-reason") and what `check_ending` raises.
    """
    if not reason.strip():
        raise AreaError("no-reason")
    # Locked in one order, so that two people who end neighbours do not wait for each other.
    keys = {area.pk, *(successor.pk for successor in successors)}
    locked = {row.pk: row for row in _lock_all(keys)}
    area = locked[area.pk]
    following = [locked[successor.pk] for successor in successors]
    register.check_ending(
        ended_on,
        is_ended=area.ended_on is not None,
        area=area.pk,
        successors=[row.pk for row in following],
        ended_successors=[row.pk for row in following if row.ended_on],
        today=timezone.localdate(),
    )
    area.ended_on, area.end_reason = ended_on, reason.strip()
    area.save(update_fields=["ended_on", "end_reason"])
    AreaSuccession.objects.bulk_create(
        AreaSuccession(predecessor=area, successor=successor) for successor in following
    )
    record(
        area,
        Event.AREA_ENDED,
        by=by,
        ended_on=ended_on.isoformat(),
        reason=area.end_reason,
        successors=[_told(row) for row in following],
    )
    return area


@transaction.atomic
def resume_area(*, area: TargetArea, reason: str, by: User) -> TargetArea:
    """Take back the end of an area, with the areas that followed it, which stay in the register.

    Raises AreaError: "no-reason", "not-ended".
    """
    if not reason.strip():
        raise AreaError("no-reason")
    area = lock(area)
    if area.ended_on is None:
        raise AreaError("not-ended")
    former: dict[str, object] = {"ended_on": area.ended_on.isoformat(), "end_reason": area.end_reason}
    former["successors"] = [_told(successor) for successor in area.successors.order_by("pk")]
    area.successions.all().delete()
    area.ended_on, area.end_reason = None, ""
    area.save(update_fields=["ended_on", "end_reason"])
    record(area, Event.AREA_RESUMED, by=by, reason=reason.strip(), old=former)
    return area


def lock(area: TargetArea) -> TargetArea:
    """Return the stored area, locked until the transaction ends."""
    return _lock_all([area.pk]).get()


def check_name_free(province: Province, name_th: str, *, except_for: int | None = None) -> None:
    """Raise AreaError("name-taken") when another area of a province that has no end bears this name."""
    others = TargetArea.objects.filter(province=province, name_th=name_th, ended_on__isnull=True)
    if others.exclude(pk=except_for).exists():
        raise AreaError("name-taken")


def record(area: TargetArea, event: Event, *, by: User | None, **data: object) -> None:
    """Append an event to the history of an area."""
    recording.record(area.history_subject, event, by=by, data=data)


def _lock_all(keys: Collection[int]) -> QuerySet[TargetArea]:
    areas = TargetArea.objects.select_for_update(of=("self",)).select_related("province")
    return areas.filter(pk__in=keys).order_by("pk")


def _told(area: TargetArea) -> str:
    """Return an area as the history tells it: by its name now, and by its key, which stays."""
    return f"{area} ({area.key})"


def _facts(area: TargetArea) -> dict[str, object]:
    facts = {name: getattr(area, name) for name in CHANGED_FIELDS}
    facts["announcement"] = str(area.announcement) if area.announcement else ""
    return facts
