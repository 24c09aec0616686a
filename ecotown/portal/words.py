"""Words of the public pages: published levels by year, the guides, the calendar of the picker of dates."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecotown.accounts.models import Role
from ecotown.common.forms.dates import REFUSALS
from ecotown.common.holidays.queries import HolidayCalendar, calendar_from
from ecotown.common.holidays.words import day_warning, holiday_name
from ecotown.common.thai import dates, formats
from ecotown.common.thai.formats import era_year, text


class Guide(NamedTuple):
    """The title of a guide, and in one sentence what it covers."""

    title: Promise
    lead: Promise


GUIDES = {
    Role.OFFICER.value: Guide(
        gettext_lazy("Guide for officers"),
        gettext_lazy("From the first value of the year to the published level of your area."),
    ),
    Role.ASSESSOR.value: Guide(
        gettext_lazy("Guide for assessors"),
        gettext_lazy("From the audit that is handed to you to the recommendation to the committee."),
    ),
    Role.ADMINISTRATOR.value: Guide(
        gettext_lazy("Guide for administrators"),
        gettext_lazy("From the criteria and the cycle to certificates, plaques and corrections."),
    ),
}


def level_links(form, framework):
    """Return the links that filter the list of areas: level (None for all), address, whether it is chosen."""
    chosen = form.values.get("level")
    links = [(None, form.url(level=""), chosen is None)]
    for rule in framework.level_rules.all() if framework else []:
        links.append((rule.level, form.url(level=rule.level), chosen == rule.level))
    return links


def span(lines):
    """Return the range from the first to the last year with a published level of any of `lines`."""
    years = [published.year for line in lines for published in line.years]
    return range(min(years), max(years) + 1) if years else range(0)


def year_range(years):
    """Return the first and the last of `years`: 2564–2568, one year alone, nothing without any."""
    ends = dict.fromkeys([years[0], years[-1]]) if years else ()
    return "–".join(str(era_year(year)) for year in ends)


def published_in(line, years):
    """Return the published level of an area for each of `years`, None where none is published."""
    published_by_year = {published.year: published for published in line.years}
    return [
        {
            "year": year,
            "level": published_by_year[year].level if year in published_by_year else None,
            "is_demonstration": year in published_by_year and published_by_year[year].is_demonstration,
        }
        for year in years
    ]


def hold_demonstration(lines):
    """Return whether any level of `lines` is a demonstration value, whose mark the list then explains."""
    return any(published.is_demonstration for line in lines for published in line.years)


def level_name(published, current_rules):
    """Return the name of a published level in the edition that measured it, or in `current_rules`.

    Level 0 is "Preparing". Empty where there is no level or no name.
    """
    if published is None:
        return ""
    if published.level == 0:
        return _("Preparing")
    rules = published.framework.level_rules.all() if published.framework else current_rules
    return next((text(rule, "name") for rule in rules if rule.level == published.level), "")


def calendar_words(calendar: HolidayCalendar) -> dict[str, object]:
    """Return the names of months and weekdays (from Sunday), what to add to a year, and the holidays."""
    return {
        "months": formats.month_names(),
        "weekdays": formats.weekday_names(),
        "shortWeekdays": formats.short_weekday_names(),
        "afterWeekday": formats.after_weekday(),
        "yearsAhead": formats.years_ahead(),
        "holidays": {day.isoformat(): holiday_name(row) for day, row in calendar.holidays.items()},
    }


def typed_day_words(text: str) -> dict[str, str]:
    """Return how a typed date is read: `iso`, its `words` and a `warning`, or the `refusal`."""
    try:
        day = dates.read_date(text)
    except dates.DateError as error:
        return {"refusal": str(REFUSALS[error.code])}
    return {
        "iso": day.isoformat(),
        "words": formats.weekday_date(day),
        "warning": day_warning(day, calendar_from(day)),
    }


class DataSetWords(NamedTuple):
    """A data set in words: its name in the address, title, what it holds, its columns with their meaning."""

    name: str
    title: str
    lead: str
    columns: list[tuple[str, str]]


TITLES = {
    "areas": (
        gettext_lazy("Target areas"),
        gettext_lazy(
            "Every area that public sources name, with its province and how sure that is, "
            "also those that ended."
        ),
    ),
    "area-names": (
        gettext_lazy("Former and coming names of areas"),
        gettext_lazy("Every name of an area that was or will be renamed, with its first and last day."),
    ),
    "area-groups": (
        gettext_lazy("Groups of areas"),
        gettext_lazy(
            "Which target areas belong to an economic corridor, a zone or a pilot, and who says so."
        ),
    ),
    "levels": (
        gettext_lazy("Levels of the areas by year"),
        gettext_lazy(
            "Each published level: granted by the committee in this portal, or named by a public source."
        ),
    ),
    "totals": (
        gettext_lazy("Totals of the whole country"),
        gettext_lazy("The numbers of areas that the department published, with their day and source."),
    ),
    "criteria": (
        gettext_lazy("Editions of the criteria"),
        gettext_lazy("The published editions and the file of each, from which anyone can compute a level."),
    ),
}
COLUMNS = {
    "area_key": gettext_lazy("key of the area, as in the address of its page"),
    "begins_on": gettext_lazy("first day, Common Era; empty: from the beginning"),
    "checksum": gettext_lazy("SHA-256 of the criteria"),
    "computed_level": gettext_lazy("level computed from the values, with corrections"),
    "confidence": gettext_lazy("how sure the source is"),
    "demonstration": gettext_lazy("true: made up for trying the portal out"),
    "edition": gettext_lazy("edition of the criteria"),
    "effective_from": gettext_lazy("first fiscal year, Buddhist Era"),
    "end_reason": gettext_lazy("why it is no target area any more"),
    "ended_on": gettext_lazy("first day on which it is no target area, Common Era; empty: it is one"),
    "explanation": gettext_lazy("address of the explanation of the level"),
    "file": gettext_lazy("address of the file"),
    "fiscal_year": gettext_lazy("fiscal year, Buddhist Era"),
    "group_en": gettext_lazy("English name of the group"),
    "group_source": gettext_lazy("source of the group"),
    "group_th": gettext_lazy("Thai name of the group"),
    "kind": gettext_lazy("what is counted"),
    "level": gettext_lazy("level from 1 to 5, 0: preparing"),
    "meeting": gettext_lazy("number of the committee's meeting"),
    "meeting_date": gettext_lazy("day of the meeting, Common Era"),
    "name_en": gettext_lazy("English name"),
    "name_th": gettext_lazy("Thai name"),
    "number": gettext_lazy("number"),
    "official": gettext_lazy("true: official edition of the department"),
    "origin": gettext_lazy(
        "committee: granted in this portal; public-source: named elsewhere; "
        "loaded: from a workbook, not assessed in the portal"
    ),
    "phase": gettext_lazy("phase, 1 to 3"),
    "predecessors": gettext_lazy("keys of the areas that it follows"),
    "province_en": gettext_lazy("English name of the province"),
    "province_iso": gettext_lazy("code of the province (ISO 3166-2)"),
    "province_th": gettext_lazy("Thai name of the province"),
    "published_on": gettext_lazy("day of the publication, Common Era"),
    "region": gettext_lazy("region"),
    "source": gettext_lazy("source"),
    "successors": gettext_lazy("keys of the areas that follow it"),
    "until": gettext_lazy("last day, Common Era; empty: no later name is known"),
    "year": gettext_lazy("year, Buddhist Era"),
}


def data_sets(definitions):
    """Return the data sets in words; `definitions` are those of `documents.DATA_SETS`."""
    return [
        DataSetWords(
            name, *map(str, TITLES[name]), [(column, str(COLUMNS[column])) for column in row.columns]
        )
        for name, row in definitions.items()
    ]


class Cookie(NamedTuple):
    """A cookie that the portal sets: its name, what for and for how long."""

    name: str
    purpose: Promise
    how_long: Promise


COOKIES = [
    Cookie(
        "django_language",
        gettext_lazy("The language that you chose"),
        gettext_lazy("Until the browser is closed"),
    ),
    Cookie(
        "csrftoken", gettext_lazy("So that nobody else can send forms in your name"), gettext_lazy("One year")
    ),
    Cookie(
        "messages",
        gettext_lazy("A message that is shown on the next page"),
        gettext_lazy("Until it is shown"),
    ),
    Cookie(
        "sessionid",
        gettext_lazy("That you are signed in, and steps of signing in before it"),
        gettext_lazy("Until you sign out, at most twelve hours"),
    ),
    Cookie(
        "device",
        gettext_lazy(
            "After signing in: that you know this device, so that others' wrong passwords do not lock you out"
        ),
        gettext_lazy("One year"),
    ),
]
