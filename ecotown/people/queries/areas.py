"""Who can see an area: exactly the people who can open its assessments, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from areas.models import Province, ProvinceOfficer, TargetArea
from ecotown.accounts.models import Role, User


@dataclass(frozen=True, slots=True)
class AreaAccess:
    """The people who can open what is not public of an area.

    `officers` have a term in its province now, `coming` later; `former` had one, or their account is closed.
    """

    officers: Sequence[ProvinceOfficer]
    assessors: Sequence[User]
    administrators: Sequence[User]
    coming: Sequence[ProvinceOfficer]
    former: Sequence[ProvinceOfficer]

    @property
    def people(self) -> set[int]:
        """The ids of all who can open it."""
        return {
            *(term.officer_id for term in self.officers),
            *(user.pk for user in (*self.assessors, *self.administrators)),
        }


def access_to(area: TargetArea) -> AreaAccess:
    """Return who can see an area; two queries."""
    terms = list(
        ProvinceOfficer.objects.filter(province=area.province_id)
        .select_related("officer")
        .order_by("officer__sort_key")
    )
    department = list(
        User.objects.filter(is_active=True, role__in=[Role.ASSESSOR, Role.ADMINISTRATOR]).order_by("sort_key")
    )
    may_act = [term for term in terms if term.officer.is_active and term.officer.is_officer]
    present = [term for term in may_act if term.is_in_force]
    coming = [term for term in may_act if not term.has_begun]
    return AreaAccess(
        officers=present,
        assessors=[user for user in department if user.is_assessor],
        administrators=[user for user in department if user.is_administrator],
        coming=coming,
        former=[term for term in terms if term not in present and term not in coming],
    )


def provinces_with_areas() -> QuerySet[Province]:
    """Return the provinces that have areas, with `area_count` and `officer_count` of present officers."""
    present = (
        ProvinceOfficer.objects.in_force()
        .filter(province=OuterRef("pk"), officer__is_active=True, officer__role=Role.OFFICER)
        .order_by()
        .values("province")
        .annotate(count=Count("pk"))
    )
    return (
        Province.objects.annotate(
            area_count=Count("areas"), officer_count=Coalesce(Subquery(present.values("count")), 0)
        )
        .filter(Q(area_count__gt=0))
        .prefetch_related("areas")
        .order_by("sort_key")
    )
