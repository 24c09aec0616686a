"""Dates, numbers and bilingual texts for reading; on formal papers dates have Thai digits."""

import calendar
import re
from fractions import Fraction

from django.template.defaultfilters import linebreaksbr
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ecotown.common.thai import dates
from ecotown.common.thai.papers import paper_digits

PLACES = 4
NO_BREAK_SPACE = "\u00a0"
_THAI = re.compile("[ก-๛]")
# Workers finish within seconds; after this time a page says that the work waits in the queue.


def long_date(day):
    """Format a date or a datetime: 12 มีนาคม 2569; 12 March 2026 in English."""
    if not day:
        return ""
    return f"{_local(day):%-d %B %Y}" if _is_english() else paper_digits(dates.long_date(_local(day)))


def short_date(day):
    """Format a date or a datetime: 12 มี.ค. 2569; 12 Mar 2026 in English."""
    if not day:
        return ""
    return f"{_local(day):%-d %b %Y}" if _is_english() else paper_digits(dates.short_date(_local(day)))


def weekday_date(day):
    """Format a date or a datetime with its weekday: วันจันทร์ที่ 14 ธันวาคม 2569; Monday, 14 December 2026."""
    if not day:
        return ""
    return f"{_local(day):%A, %-d %B %Y}" if _is_english() else dates.weekday_date(_local(day))


def month_names():
    """Return the names of the months, January first."""
    return list(calendar.month_name)[1:] if _is_english() else list(dates.MONTHS)


def weekday_names():
    """Return the names of the weekdays, Sunday first as calendars in Thailand begin."""
    names = calendar.day_name if _is_english() else [f"วัน{name}" for name in dates.WEEKDAYS]
    return [names[-1], *names[:-1]]


def short_weekday_names():
    """Return the short names of the weekdays, Sunday first."""
    names = calendar.day_abbr if _is_english() else dates.SHORT_WEEKDAYS
    return [names[-1], *names[:-1]]


def after_weekday():
    """Return what stands between a weekday and its date: วันจันทร์ที่ 14, Monday, 14."""
    return ", " if _is_english() else "ที่ "


def years_ahead():
    """Return how far the shown years are ahead of the Common Era."""
    return 0 if _is_english() else dates.BUDDHIST_ERA


def typed_date(day):
    """Format a date as people type it: 14/12/2569; 14/12/2026 in English."""
    return f"{day.day}/{day.month}/{day.year if _is_english() else dates.year(day)}"


def moment(at):
    """Format a datetime: 12 มี.ค. 2569 14:05 น.; 12 Mar 2026 14:05 in English."""
    if not at:
        return ""
    return f"{short_date(at)} {clock(at)}"


def era_year(year):
    """Format a year of the Buddhist Era: 2569; with the Common Era in English: 2569 (2026)."""
    if not year:
        return year
    return f"{year} ({year - dates.BUDDHIST_ERA})" if _is_english() else paper_digits(year)


def days_left(day):
    """Return the days from today until `day`; negative when it is past, None without a day."""
    return (_local(day) - timezone.localdate()).days if day else None


def time_left(day):
    """Say how long there is until `day`: 3 days left, 2 days overdue, due today."""
    days = days_left(day)
    if days < 0:
        return ngettext("%(days)s day overdue", "%(days)s days overdue", -days) % {"days": -days}
    if days == 0:
        return _("due today")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


def waiting_time(day):
    """Say since when something waits: it came today, it has waited for 3 days."""
    days = -days_left(day)
    if days <= 0:
        return _("came today")
    return ngettext("has waited for %(days)s day", "has waited for %(days)s days", days) % {"days": days}


def due_words(day):
    """Say how long there is until `day`, with its date: 3 days left (12 Mar 2026)."""
    return f"{time_left(day)} ({short_date(day)})"


def clock(at):
    """Format the time of a datetime: 14:05 น., which no line breaks; 14:05 in English."""
    return paper_digits(f"{timezone.localtime(at):%H:%M}{'' if _is_english() else f'{NO_BREAK_SPACE}น.'}")


def number(value):
    """Format a number: thousands commas, at most four decimal places, an empty string for None."""
    if value is None or value == "":
        return ""
    scaled = round(Fraction(value) * 10**PLACES)
    sign = "−" if scaled < 0 else ""
    whole, remainder = divmod(abs(scaled), 10**PLACES)
    decimals = f"{remainder:0{PLACES}}".rstrip("0")
    return f"{sign}{whole:,}{'.' + decimals if decimals else ''}"


def text(row, name):
    """Return the Thai or English text of a row that has both: `indicator|text:"name"`."""
    english = getattr(row, f"{name}_en", "")
    return english if _is_english() and english else getattr(row, f"{name}_th")


def named(row):
    """Return the name of a place: in English its English name, if it has one, else `str(row)`."""
    return (_is_english() and row.name_en) or str(row)


def typed(text):
    """Return a text that people typed as HTML with its lines; on pages in English a Thai one says so."""
    lines = linebreaksbr(text)
    is_foreign = get_language() != "th" and _THAI.search(str(text))
    return format_html('<span lang="th">{}</span>', lines) if is_foreign else lines


def _is_english():
    return get_language() == "en"


def _local(day):
    return timezone.localtime(day).date() if hasattr(day, "hour") else day
