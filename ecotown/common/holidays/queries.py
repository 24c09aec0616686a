"""Which days are holidays and which are working days."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta

from ecotown.common.holidays.models import PublicHoliday

SATURDAY = 5
# No row of weekends and holidays is longer.
LONGEST_CLOSURE = timedelta(days=30)
# What `shared_calendar` keeps: empty until the calendar is asked for; None outside the block.
_shared: ContextVar[list["HolidayCalendar"] | None] = ContextVar("shared", default=None)


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """The public holidays of some years (C.E.), by day; a year without any is not known."""

    holidays: Mapping[date, PublicHoliday]

    @property
    def years(self) -> frozenset[int]:
        """Return the years that are known."""
        return frozenset(day.year for day in self.holidays)

    def is_known(self, year: int) -> bool:
        return year in self.years

    def is_working_day(self, day: date) -> bool:
        """Return whether `day` is neither in a weekend nor a holiday; in an unknown year weekends count."""
        return not is_weekend(day) and day not in self.holidays

    def next_working_day(self, day: date) -> date:
        """Return `day`, or the first working day after it."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def after_working_days(self, day: date, count: int) -> date:
        """Return the working day that is `count` working days after `day`, which is not counted."""
        for _ in range(count):
            day = self.next_working_day(day + timedelta(days=1))
        return day


def calendar_from(day: date) -> HolidayCalendar:
    """Return the holidays of the year of `day`, and of the next where a closure may reach it; one query."""
    return calendar_of(day.year, (day + LONGEST_CLOSURE).year)


def calendar_of(first_year: int, last_year: int) -> HolidayCalendar:
    """Return the holidays of the years (C.E.) from `first_year` to `last_year`; one query."""
    rows = PublicHoliday.objects.filter(day__range=(date(first_year, 1, 1), date(last_year, 12, 31)))
    return HolidayCalendar({row.day: row for row in rows})


def after_working_days(day: date, count: int) -> date:
    """Return the working day that is `count` working days after `day`; one query."""
    return calendar_of(day.year, (day + count * LONGEST_CLOSURE).year).after_working_days(day, count)


def whole_calendar() -> HolidayCalendar:
    """Return all holidays that are known; one query, in a block of `shared_calendar` only the first time."""
    shared = _shared.get()
    if shared:
        return shared[0]
    calendar = HolidayCalendar({row.day: row for row in PublicHoliday.objects.all()})
    if shared is not None:
        shared.append(calendar)
    return calendar


@contextmanager
def shared_calendar() -> Iterator[None]:
    """Let all that asks for the whole calendar in the block share one, for this thread alone."""
    token = _shared.set([])
    try:
        yield
    finally:
        _shared.reset(token)


def is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY
