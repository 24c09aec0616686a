"""Actions on groups of areas, and on which area belongs to which."""

from django.db import IntegrityError, transaction

from areas.actions.areas import lock, record
from areas.domain.register import AreaError
from areas.events import Event
from areas.models import AreaGroup, GroupMembership, TargetArea
from ecotown.accounts.models import User
from ecotown.common.history import recording


@transaction.atomic
def save_group(
    *, group: AreaGroup | None = None, name_th: str, name_en: str, source: str, by: User | None
) -> AreaGroup:
    """Add a group of areas, or change one. Raises AreaError: "no-name", "no-source", "group-exists"."""
    values = {"name_th": name_th.strip(), "name_en": name_en.strip(), "source": source.strip()}
    if not values["name_th"]:
        raise AreaError("no-name")
    if not values["source"]:
        raise AreaError("no-source")
    row = AreaGroup.objects.select_for_update().get(pk=group.pk) if group else AreaGroup()
    former = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise AreaError("group-exists") from error
    recording.record(
        f"area-group:{row.pk}", Event.AREA_GROUP_SAVED, by=by, data={"old": former, "new": values}
    )
    return row


@transaction.atomic
def join_group(*, area: TargetArea, group: AreaGroup, source: str, by: User | None) -> GroupMembership:
    """Put an area into a group, as a source says. Raises AreaError: "no-source", "in-group"."""
    if not source.strip():
        raise AreaError("no-source")
    area = lock(area)
    if area.memberships.filter(group=group).exists():
        raise AreaError("in-group")
    membership = GroupMembership.objects.create(area=area, group=group, source=source.strip())
    record(area, Event.AREA_GROUPED, by=by, group=group.name_th, source=membership.source)
    return membership


@transaction.atomic
def leave_group(*, membership: GroupMembership, by: User) -> TargetArea:
    """Take an area out of a group; one that is out of it already changes nothing."""
    area = lock(membership.area)
    count, _by_model = GroupMembership.objects.filter(pk=membership.pk).delete()
    if count:
        facts = {"group": membership.group.name_th, "source": membership.source}
        record(area, Event.AREA_UNGROUPED, by=by, **facts)
    return area
