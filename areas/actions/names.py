"""Actions on the names of an area: renaming it from a day on, correcting and withdrawing a name."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from areas import results
from areas.actions.areas import check_name_free, lock, record
from areas.domain import register
from areas.domain.register import AreaError
from areas.events import Event
from areas.models import AreaName, TargetArea
from ecotown.accounts.models import User


@transaction.atomic
def rename_area(
    *, area: TargetArea, name_th: str, name_en: str, since: date, source: str, by: User
) -> TargetArea:
    """Let an area bear another name from a day on, which may lie ahead; its former names stay findable.

    Certificates that were issued keep the name that they were issued with. Raises AreaError: "no-reason"
    without a source, "name-taken", and what `check_renaming` raises.
    """
    area = lock(area)
    names = (name_th.strip(), name_en.strip())
    latest = area.names.last()
    current = (latest.name_th, latest.name_en) if latest else (area.name_th, area.name_en)
    if not source.strip():
        raise AreaError("no-reason")
    register.check_renaming(
        names,
        current,
        since=since,
        last_since=latest.since if latest else None,
        today=timezone.localdate(),
    )
    check_name_free(area.province, names[0], except_for=area.pk)
    if latest is None:
        AreaName.objects.create(area=area, name_th=area.name_th, name_en=area.name_en)
    AreaName.objects.create(area=area, name_th=names[0], name_en=names[1], since=since, source=source.strip())
    results.set_name_of(area, timezone.localdate())
    facts = {"old": current[0], "name": names[0], "old_en": current[1], "name_en": names[1]}
    record(area, Event.AREA_RENAMED, by=by, **facts, since=since.isoformat(), source=source.strip())
    return area


@transaction.atomic
def correct_name(*, area: TargetArea, name_th: str, name_en: str, reason: str, by: User) -> TargetArea:
    """Correct the present name of an area that was entered wrongly, or enter the first one of an area.

    The wrong name is kept in the history alone. Raises AreaError: "no-reason", "no-name", "same-name",
    "name-taken".
    """
    area = lock(area)
    names = (name_th.strip(), name_en.strip())
    register.check_name(names[0])
    if not reason.strip():
        raise AreaError("no-reason")
    if names == (area.name_th, area.name_en):
        raise AreaError("same-name")
    check_name_free(area.province, names[0], except_for=area.pk)
    facts = {"old": area.name_th, "name": names[0], "old_en": area.name_en, "name_en": names[1]}
    present = area.name_on(timezone.localdate())
    present.name_th, present.name_en = names
    present.save()  # computes its keys, too
    if isinstance(present, AreaName):
        results.set_name_of(area, timezone.localdate())
    record(area, Event.AREA_NAME_CORRECTED, by=by, **facts, reason=reason.strip())
    return area


@transaction.atomic
def withdraw_name(*, name: AreaName, reason: str, by: User) -> TargetArea:
    """Withdraw the latest renaming of an area, which was entered wrongly; it bears the name before again.

    Raises AreaError: "no-reason", and what `check_withdrawing_name` raises.
    """
    if not reason.strip():
        raise AreaError("no-reason")
    area = lock(name.area)
    names = list(area.names.all())
    if name not in names:
        raise AreaError("name-is-gone")
    register.check_withdrawing_name(since=name.since, is_latest=name == names[-1])
    facts = {"old": name.name_th, "name": names[-2].name_th, "since": f"{name.since}"}
    name.delete()
    results.set_name_of(area, timezone.localdate())
    if len(names) == 2:
        area.names.all().delete()  # the first name is the only one again
    record(area, Event.AREA_NAME_WITHDRAWN, by=by, **facts, reason=reason.strip())
    return area
