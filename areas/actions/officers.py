"""Actions on the officers of provinces."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from areas.events import Event
from areas.models import Province, ProvinceOfficer
from ecotown.accounts.models import User
from ecotown.common.history import recording


@transaction.atomic
def assign_province(
    *,
    province: Province,
    officer: User,
    begins_on: date | None = None,
    ends_on: date | None = None,
    by: User | None,
) -> ProvinceOfficer:
    """Give `officer` a term in `province`, in place of the one they have there.

    A day that is None leaves the term open on that side. The same term again changes nothing.
    """
    days = {"begins_on": begins_on, "ends_on": ends_on}
    terms = ProvinceOfficer.objects.select_for_update()
    term, is_new = terms.get_or_create(province=province, officer=officer, defaults=days)
    before = {name: getattr(term, name) for name in days}
    if is_new:
        data = {"province": province.code, **_as_json(days)}
        recording.record(f"user:{officer.pk}", Event.PROVINCE_GIVEN, by=by, data=data)
    elif before != days:
        _change_term(term, before, days, by=by)
    return term


@transaction.atomic
def end_term(*, term: ProvinceOfficer, by: User | None) -> ProvinceOfficer:
    """End a term now, so that yesterday was its last day; one that is over stays as it is."""
    locked = ProvinceOfficer.objects.select_for_update().get(pk=term.pk)
    yesterday = timezone.localdate() - timedelta(days=1)
    if not locked.is_over:
        before = {"begins_on": locked.begins_on, "ends_on": locked.ends_on}
        begins_on = locked.begins_on if locked.begins_on and locked.begins_on <= yesterday else None
        _change_term(locked, before, {"begins_on": begins_on, "ends_on": yesterday}, by=by)
    return locked


def _change_term(
    term: ProvinceOfficer,
    before: Mapping[str, date | None],
    after: Mapping[str, date | None],
    *,
    by: User | None,
) -> None:
    """Store the days of a locked term, and record the old and the new ones."""
    term.begins_on, term.ends_on = after["begins_on"], after["ends_on"]
    term.save(update_fields=["begins_on", "ends_on"])
    data = {"province": term.province.code, "old": _as_json(before), **_as_json(after)}
    recording.record(f"user:{term.officer_id}", Event.TERM_CHANGED, by=by, data=data)


def _as_json(days: Mapping[str, date | None]) -> dict[str, str]:
    """Return the days that are known as ISO dates."""
    return {name: day.isoformat() for name, day in days.items() if day is not None}
