"""The public holidays as administrators keep them, and which years are missing."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.actions.holidays import ListedHoliday, history_subject
from areas.events import Event
from ecotown.accounts.models import User
from ecotown.common.history.events import label
from ecotown.common.history.models import Event as StoredEvent
from ecotown.common.history.reading import Change, ShownEvent, shown_events
from ecotown.common.holidays.models import PublicHoliday
from ecotown.common.holidays.queries import whole_calendar
from ecotown.common.thai.dates import BUDDHIST_ERA
from ecotown.common.thai.formats import era_year, long_date
from ecotown.notices.registry import PendingWork, declare_work

# From October on, the first month of a fiscal year, due dates are set that reach into the next year.
OCTOBER = 10


@dataclass(frozen=True, slots=True)
class HolidayYears:
    """The years (C.E.) that can be kept, and which of them have holidays."""

    today: date
    known: frozenset[int]

    @property
    def choices(self) -> list[int]:
        """Return the known years, the present one and the next two, the earliest first."""
        return sorted(self.known | {self.today.year, self.today.year + 1, self.today.year + 2})

    @property
    def missing(self) -> list[int]:
        """Return the years without holidays on whose days due dates fall already.

        None before the first list is loaded, which the set-up of a new installation leads to.
        """
        if not self.known:
            return []
        wanted = [self.today.year, *([self.today.year + 1] if self.today.month >= OCTOBER else ())]
        return [year for year in wanted if year not in self.known]

    @property
    def first(self) -> int:
        """Return the year that is shown first: a missing one, else the present one."""
        return next(iter(self.missing), self.today.year)


def holiday_years() -> HolidayYears:
    """Return the years that have holidays; one query."""
    return HolidayYears(timezone.localdate(), whole_calendar().years)


def declare() -> None:
    """Register the missing years as work, for the page of a person's work and for the daily mail."""
    declare_work(gettext_lazy("Public holidays"), pending_years)


def pending_years(user: User) -> list[PendingWork]:
    """Return the years whose holidays wait to be entered by this administrator; at most one query."""
    if not user.has_perm("areas.keep_holidays"):
        return []
    place = reverse("portal:keep-holidays")
    return [
        PendingWork(
            name=_("Public holidays of %(year)s") % {"year": era_year(year + BUDDHIST_ERA)},
            action=_("Enter the public holidays"),
            url=f"{place}?year={year + BUDDHIST_ERA}",
            list_url=place,
            due=date(year - 1, 12, 31),
            since=date(year - 1, OCTOBER, 1),
            detail=_("Due dates leave out only weekends in this year"),
        )
        for year in holiday_years().missing
    ]


@dataclass(frozen=True, slots=True)
class ComparedHoliday:
    """A listed day beside what is stored: "new", "changed" or "same"."""

    kind: str
    day: date
    holiday: ListedHoliday
    former: str = ""


@dataclass(frozen=True)
class HolidayStatement:
    """What saving a list of holidays would do: shown before it is done.

    `mark` changes with everything that is shown: what was confirmed is what is saved.
    """

    lines: Sequence[ComparedHoliday]
    confidence: str
    source: str

    @property
    def changing(self) -> int:
        return sum(line.kind != "same" for line in self.lines)

    @property
    def confidence_words(self) -> str:
        return str(PublicHoliday.Confidence(self.confidence).label)

    @property
    def mark(self) -> str:
        lines = [
            (line.kind, f"{line.day}", line.holiday.name_th, line.holiday.name_en) for line in self.lines
        ]
        content = json.dumps([lines, self.confidence, self.source])
        return sha256(content.encode()).hexdigest()[:16]


def compared(listed: Sequence[ListedHoliday], confidence: str, source: str) -> HolidayStatement:
    """Compare a list of holidays with those that are stored; one query."""
    stored = {row.day: row for row in PublicHoliday.objects.filter(day__in=[row.day for row in listed])}
    lines = []
    for holiday in sorted(listed, key=lambda row: row.day):
        row = stored.get(holiday.day)
        if row is None:
            lines.append(ComparedHoliday("new", holiday.day, holiday))
            continue
        is_same = (row.name_th, row.name_en, row.confidence, row.source) == (
            *(holiday.name_th, holiday.name_en),
            *(confidence, source),
        )
        lines.append(ComparedHoliday("same" if is_same else "changed", holiday.day, holiday, row.name_th))
    return HolidayStatement(lines, confidence, source)


def history_of(year: int) -> list[ShownEvent]:
    """Return what administrators changed in the holidays of a year (C.E.), the newest first; one query."""
    return shown_events(history_subject(year), lambda name: label(Event.stored_as(name)), changes=_changes_of)


def _changes_of(row: StoredEvent) -> list[Change]:
    """Return the days of an event with their former and new names; those of a broken row as they are."""
    try:
        return [
            (long_date(date.fromisoformat(day)), *(_name(change.get(side)) for side in ("old", "new")))
            for day, change in sorted(row.data.get("days", {}).items())
        ]
    except (AttributeError, KeyError, TypeError, ValueError):
        return [("", "", str(row.data))]


def _name(facts: dict[str, str] | None) -> str:
    return facts["name_th"] if facts else _("no holiday")
