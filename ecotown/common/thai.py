"""Thai digits, years and dates, and keys for sorting and searching Thai text."""

import re
import unicodedata
from datetime import date

from ecotown.common.typed_text import ascii_answer, ascii_value

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
_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_BETWEEN_WORDS = re.compile(r"[\s\-–/().,]+")
_LEADING_VOWELS = frozenset("เแโใไ")
_THAI = frozenset(map(chr, range(0x0E00, 0x0E80)))
_TONE_MARKS = frozenset("็่้๊๋์ํ๎")


def digits(text: object) -> str:
    """Replace ASCII digits with Thai digits: 2569 → ๒๕๖๙."""
    return str(text).translate(_DIGITS)


def year(day: date) -> int:
    """Return the year of `day` in the Buddhist Era."""
    return day.year + BUDDHIST_ERA


def fiscal_year(day: date) -> int:
    """Return the fiscal year of `day` in the Buddhist Era; it begins on 1 October of the year before."""
    return year(day) + (day.month >= 10)


def long_date(day: date) -> str:
    """Format a date with the full month name: 12 มีนาคม 2569."""
    return f"{day.day} {MONTHS[day.month - 1]} {year(day)}"


def short_date(day: date) -> str:
    """Format a date with the short month name: 12 มี.ค. 2569."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {year(day)}"


def sort_key(text: str) -> tuple[str, str]:
    """Return a key that sorts as the Royal Institute Dictionary: vowels after their consonant, tones last."""
    letters: list[str] = []
    tones: list[str] = []
    waiting = ""
    for letter in text:
        if letter in _LEADING_VOWELS:
            waiting = letter
        elif letter in _TONE_MARKS:
            tones.append(f"{len(letters):04d}{letter}")
        else:
            letters.append(letter)
            letters.append(waiting)
            waiting = ""
    letters.append(waiting)
    return "".join(letters), "".join(tones)


def stored_sort_key(text: str) -> str:
    """Return `sort_key` as hexadecimal digits, which every database collation sorts alike."""
    letters, tones = sort_key(text)
    return f"{letters}\x01{tones}".encode("utf-16-be").hex()


def search_key(text: str) -> str:
    """Return a key equal for spellings of a name: no spaces, signs, capitals or accents, marks in one order.

    ำ and ํา, แ and เเ, a tone mark before or after ํ or twice, Thai and Arabic digits are the same.
    """
    letters: list[str] = []
    marks: set[str] = set()
    plain = unicodedata.normalize("NFKD", ascii_value(text).casefold()).replace("เเ", "แ")
    for letter in plain:
        kind = unicodedata.category(letter)[0]
        if kind == "M" and letter in _THAI:
            marks.add(letter)
        elif kind in "LN":
            letters += [*sorted(marks), letter]
            marks = set()
    return "".join([*letters, *sorted(marks)])


def search_words(text: str) -> list[str]:
    """Return the search keys of the words of `text`."""
    return [key for key in map(search_key, _BETWEEN_WORDS.split(ascii_value(text))) if key]


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
