"""Words about a day: why it may be no working day."""

from datetime import date

from django.utils.translation import gettext as _

from ecotown.common.holidays.models import PublicHoliday
from ecotown.common.holidays.queries import HolidayCalendar, is_weekend
from ecotown.common.thai import dates
from ecotown.common.thai.formats import era_year, text

SATURDAY = 5


def holiday_name(holiday: PublicHoliday) -> str:
    """Return the name of a holiday, and that it is only calculated when it is not announced yet."""
    if holiday.confidence == PublicHoliday.Confidence.CALCULATED:
        return _("%(holiday)s (calculated, not announced yet)") % {"holiday": text(holiday, "name")}
    return str(text(holiday, "name"))


def day_warning(day: date, calendar: HolidayCalendar) -> str:
    """Say why `day` may be no working day, or that nobody knows its holidays; "" for a working day."""
    if holiday := calendar.holidays.get(day):
        return _("This day is a public holiday: %(holiday)s") % {"holiday": holiday_name(holiday)}
    if is_weekend(day):
        return _("This day is a Saturday.") if day.weekday() == SATURDAY else _("This day is a Sunday.")
    if not calendar.is_known(day.year):
        return _("There is no data about the public holidays of %(year)s yet.") % {
            "year": era_year(dates.year(day))
        }
    return ""
