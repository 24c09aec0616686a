"""Actions on the public holidays that administrators enter, year by year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from areas.domain.register import AreaError
from areas.events import Event
from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.common.history.models import HistoryChain
from ecotown.common.holidays.models import PublicHoliday

PREFIX = "holidays:"
FACTS = ("name_th", "name_en", "confidence", "source")


@dataclass(frozen=True, slots=True)
class ListedHoliday:
    """A public holiday as somebody lists it; the English name may be empty."""

    day: date
    name_th: str
    name_en: str = ""


def history_subject(year: int) -> str:
    """Return the subject of the history of the holidays of a year (C.E.) that were entered by hand."""
    return f"{PREFIX}{year}"


def years_entered_by_hand() -> set[int]:
    """Return the years (C.E.) whose holidays somebody changed in the portal; one query."""
    subjects = HistoryChain.objects.filter(subject__startswith=PREFIX).values_list("subject", flat=True)
    return {int(subject.removeprefix(PREFIX)) for subject in subjects}


@transaction.atomic
def save_holidays(
    *, listed: Sequence[ListedHoliday], confidence: str, source: str, by: User
) -> list[PublicHoliday]:
    """Add or change public holidays; return those that are new or changed. Days that are not listed stay.

    Raises AreaError: "no-holidays", "no-source", "holiday-twice", "holidays-unchanged" when all are stored
    as they are listed.
    """
    if not listed:
        raise AreaError("no-holidays")
    if not source.strip():
        raise AreaError("no-source")
    days = [holiday.day for holiday in listed]
    if len(set(days)) < len(days):
        raise AreaError("holiday-twice")
    stored = {row.day: row for row in PublicHoliday.objects.select_for_update().filter(day__in=days)}
    saved: list[PublicHoliday] = []
    changes: dict[date, Mapping[str, object]] = {}
    for holiday in listed:
        row = stored.get(holiday.day) or PublicHoliday(day=holiday.day)
        former = _facts(row) if row.pk else None
        row.name_th, row.name_en = holiday.name_th.strip(), holiday.name_en.strip()
        row.confidence, row.source = confidence, source.strip()
        if _facts(row) != former:
            changes[row.day] = {"old": former, "new": _facts(row)}
            saved.append(row)
    if not saved:
        raise AreaError("holidays-unchanged")
    PublicHoliday.objects.bulk_create(
        saved, update_conflicts=True, unique_fields=["day"], update_fields=list(FACTS)
    )
    for year in sorted({day.year for day in changes}):
        _record(year, Event.HOLIDAYS_SAVED, {d: changes[d] for d in changes if d.year == year}, by=by)
    return saved


@transaction.atomic
def remove_holiday(*, day: date, by: User) -> date:
    """Make a public holiday a working day again. Raises AreaError("holiday-is-gone") for any other day."""
    row = PublicHoliday.objects.select_for_update().filter(day=day).first()
    if row is None:
        raise AreaError("holiday-is-gone")
    change = {"old": _facts(row), "new": None}
    row.delete()
    _record(day.year, Event.HOLIDAY_REMOVED, {day: change}, by=by, day=day.isoformat())
    return day


def removal_places(*, day: date) -> Iterable[tuple[str, Mapping[str, object]]]:
    """Return where the history says that a day was removed."""
    return [(history_subject(day.year), {"day": day.isoformat()})]


def _facts(row: PublicHoliday) -> dict[str, object]:
    return {name: getattr(row, name) for name in FACTS}


def _record(
    year: int, event: Event, changes: Mapping[date, Mapping[str, object]], *, by: User, **data: object
) -> None:
    days = {day.isoformat(): dict(change) for day, change in sorted(changes.items())}
    recording.record(history_subject(year), event, by=by, data={**data, "days": days})
