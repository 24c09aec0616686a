"""Years and dates in the Buddhist Era: computing, formatting and parsing them."""

from datetime import date

from ecotown.common.thai.typed_text import ascii_answer

BUDDHIST_ERA = 543
# A smaller year was typed in the Common Era by mistake.
FIRST_YEAR = 2400
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


def parse_date(text: str) -> date | None:
    """Parse day/month/year in the Buddhist Era (12/3/2569, ๑๒-๓-๒๕๖๙); None when `text` is no such date."""
    parts = ascii_answer(text).replace("-", "/").replace(".", "/").split("/")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    day, month, era_year = (int(part) for part in parts)
    if era_year < FIRST_YEAR:
        return None
    try:
        return date(era_year - BUDDHIST_ERA, month, day)
    except ValueError:
        return None
