"""Actions on what an area consists of: its sub-districts and its boundary."""

import hashlib
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from areas.actions.areas import lock, record
from areas.domain import register
from areas.domain.boundaries import read_boundary
from areas.domain.register import AreaError, SubDistrictName
from areas.events import Event
from areas.models import AreaBoundary, SubDistrict, TargetArea
from ecotown.accounts.models import User


@transaction.atomic
def save_sub_districts(*, area: TargetArea, sub_districts: Sequence[SubDistrictName], by: User) -> TargetArea:
    """Store the sub-districts that an area consists of, in this order; the same ones record nothing.

    Raises what `check_sub_districts` raises.
    """
    register.check_sub_districts(sub_districts)
    area = lock(area)
    former = list(area.sub_districts.values_list("name", "district"))
    if former != list(sub_districts):
        area.sub_districts.all().delete()
        SubDistrict.objects.bulk_create(
            SubDistrict(area=area, position=position, name=name, district=district)
            for position, (name, district) in enumerate(sub_districts, 1)
        )
        old, new = ([" ".join(pair).strip() for pair in pairs] for pairs in (former, sub_districts))
        record(area, Event.SUB_DISTRICTS_SAVED, by=by, old=old, new=new)
    return area


@transaction.atomic
def save_boundary(*, area: TargetArea, content: bytes, source: str, by: User) -> AreaBoundary:
    """Store the boundary of an area out of a GeoJSON file, in place of the one it had.

    Only the polygons are kept, nothing else that the file says. Raises AreaError: "no-source", and what
    `read_boundary` raises.
    """
    if not source.strip():
        raise AreaError("no-source")
    boundary = read_boundary(content)
    path, width, height = boundary.outline
    area = lock(area)
    values: dict[str, object] = {
        "geojson": boundary.geojson,
        "sha256": hashlib.sha256(content).hexdigest(),
        "point_count": boundary.point_count,
        "square_km": Decimal(f"{boundary.square_km:.3f}"),
        "outline": path,
        "width": width,
        "height": height,
        "source": source.strip(),
        "saved_at": timezone.now(),
    }
    former = AreaBoundary.objects.filter(area=area).values_list("sha256", flat=True).first()
    row, _is_new = AreaBoundary.objects.update_or_create(area=area, defaults=values)
    facts = {"old": former or "", "sha256": row.sha256, "square_km": str(row.square_km)}
    record(area, Event.BOUNDARY_SAVED, by=by, **facts, source=row.source)
    return row


@transaction.atomic
def remove_boundary(*, area: TargetArea, reason: str, by: User) -> TargetArea:
    """Remove the boundary of an area. Raises AreaError: "no-reason", "no-boundary"."""
    if not reason.strip():
        raise AreaError("no-reason")
    area = lock(area)
    boundary = AreaBoundary.objects.filter(area=area).first()
    if boundary is None:
        raise AreaError("no-boundary")
    former = boundary.sha256
    boundary.delete()
    record(area, Event.BOUNDARY_REMOVED, by=by, old=former, reason=reason.strip())
    return area
