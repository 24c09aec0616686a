"""Years and dates in the Buddhist Era: computing, formatting and reading them."""

import re
from datetime import date

from ecotown.common.thai.typed_text import ascii_value

BUDDHIST_ERA = 543
# Years of four digits are of the Buddhist Era from the first on, of the Common Era in the second range.
FIRST_YEAR = 2400
COMMON_ERA_YEARS = range(1900, 2200)
# Two digits are of the Buddhist Era in this range: 69 is 2569. Others may be of the Common Era.
SHORT_YEARS = range(60, 100)
SHORT_CENTURY = 2500
MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
# From Monday, as `date.weekday` counts.
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
SHORT_WEEKDAYS = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")


def year(day: date) -> int:
    """Return the year of `day` in the Buddhist Era."""
    return day.year + BUDDHIST_ERA


def fiscal_year(day: date) -> int:
    """Return the fiscal year of `day` in the Buddhist Era; it begins on 1 October of the year before."""
    return year(day) + (day.month >= 10)


def long_date(day: date) -> str:
    """Format a date with the full month name: 12 มีนาคม 2569."""
    return f"{day.day} {MONTHS[day.month - 1]} {year(day)}"


def full_date(day: date) -> str:
    """Format a date with the era, as on certificates: 12 มีนาคม พ.ศ. 2569."""
    return f"{day.day} {MONTHS[day.month - 1]} พ.ศ. {year(day)}"


def short_date(day: date) -> str:
    """Format a date with the short month name: 12 มี.ค. 2569."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {year(day)}"


def weekday_date(day: date) -> str:
    """Format a date with its weekday: วันจันทร์ที่ 14 ธันวาคม 2569."""
    return f"วัน{WEEKDAYS[day.weekday()]}ที่ {long_date(day)}"


class DateError(ValueError):
    """A typed text that is no date; `code` is "unreadable", "no-year", "short-year" or "no-such-day"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_date(text: str) -> date:
    """Read a date as people write it: 14/12/2569, 14 ธ.ค. 69, ๑๔-๑๒-๒๕๖๙, 14 December 2026, 2026-12-14.

    The day stands before the month, unless the month is a word; a year of four digits may stand in front. A
    weekday is not compared with the date. Raises DateError, also for a year of the other era than the one
    that is named.
    """
    written = _SPLIT_MONTH.sub("", _MARKS.sub(" ", ascii_value(text[:_LONGEST]).casefold())).strip()
    words = _PART.findall(written)
    parts = [part for part in words if not _says_nothing(part)]
    if not parts or written[0] in _SEPARATORS or len(parts) > 3:
        raise DateError("unreadable")
    is_year_first = len(parts[0]) == 4 and len(parts) == 3
    day, month, year_part, *_none = [*(reversed(parts) if is_year_first else parts), "", ""]
    if month.isdecimal() and not day.isdecimal():  # December 14, 2026
        day, month = month, day
    month_number = _month(month)
    if month_number is None or not (day.isdecimal() and len(day) <= 2):
        raise DateError("unreadable")
    common_era_year = _common_era_year(year_part)
    eras = {word.replace(".", "") for word in words} & _ERAS
    if eras and (int(year_part) == common_era_year) != (eras <= _COMMON_ERAS):
        raise DateError("unreadable")
    try:
        return date(common_era_year, month_number, int(day))
    except ValueError as error:
        raise DateError("no-such-day") from error


# A number, or a word such as "ธ.ค." with the full stops in it.
_PART = re.compile(r"\d+|[^\d\s./,-]+(?:\.[^\d\s./,-]+)*\.?")
_SEPARATORS = "./,-"
_LONGEST = 100  # characters that are read at all
# Around a weekday or before two digits of a year: (วันอังคาร), '69.
_MARKS = re.compile("[()'‘’]")
# The blank in "ธ. ค.".
_SPLIT_MONTH = re.compile(r"(?<=[ก-ฮ]\.)\s+(?=[คพย](?:\.(?![ก-ฮ])|(?![.ก-ฮ])))")
_COMMON_ERAS = frozenset({"คศ", "คริสต์ศักราช", "ce", "ad"})
_ERAS = _COMMON_ERAS | {"พศ", "พุทธศักราช", "be"}
# "วันที่ 14 เดือนธันวาคม", "the 14th of December".
_MONTH_WORD = "เดือน"
_FILLERS = frozenset({_MONTH_WORD, "the", "of", "st", "nd", "rd", "th"})
_WEEKDAYS = frozenset(
    {*WEEKDAYS, *SHORT_WEEKDAYS, "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"}
)
_ENGLISH_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH_NUMBERS = {
    spelling: number
    for number, (name, short_name, english) in enumerate(
        zip(MONTHS, SHORT_MONTHS, _ENGLISH_MONTHS, strict=True), 1
    )
    # ธันวาคม, ธันวา, ธค; december, dec
    for spelling in (
        name,
        re.sub("(คม|ยน|พันธ์)$", "", name),
        short_name.replace(".", ""),
        english,
        english[:3],
    )
} | {"sept": 9}


def _says_nothing(part: str) -> bool:
    """Return whether a part is a weekday, "วันที่" or an era, without which the date says the same."""
    is_weekday = part.startswith("วัน") or part.endswith(("ที่", "day")) or part in _WEEKDAYS
    return is_weekday or part.replace(".", "") in _ERAS | _FILLERS | _WEEKDAYS


def _month(part: str) -> int | None:
    if part.isdecimal() and len(part) <= 2:
        return int(part)
    return _MONTH_NUMBERS.get(part.removeprefix(_MONTH_WORD).replace(".", ""))


def _common_era_year(part: str) -> int:
    if not part:
        raise DateError("no-year")
    if not (part.isdecimal() and len(part) in {2, 4}):
        raise DateError("unreadable")
    number = int(part)
    if len(part) == 2:
        if number not in SHORT_YEARS:
            raise DateError("short-year")
        return SHORT_CENTURY + number - BUDDHIST_ERA
    if number < FIRST_YEAR and number not in COMMON_ERA_YEARS:
        raise DateError("unreadable")
    return number if number in COMMON_ERA_YEARS else number - BUDDHIST_ERA
