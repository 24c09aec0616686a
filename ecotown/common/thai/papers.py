"""Formal papers: their language, where they have Thai digits, and names that are kept on one line."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ecotown.common.thai import numerals
from ecotown.common.thai.dates import MONTHS, SHORT_MONTHS

_is_paper = ContextVar("is_paper", default=False)
_MONTH = "|".join(map(re.escape, (*MONTHS, *SHORT_MONTHS)))
# A day before a month, a year behind one, each with the other if it is there; a year that is named as one.
_YEAR_WORDS = r"(?:พ\.ศ\.|ปีงบประมาณ|ประจำปี|(?<![ก-๎])ปี)"
_DATE = re.compile(
    rf"\d{{1,2}} ?(?:{_MONTH})(?: ?(?:พ\.ศ\. ?)?\d{{4}})?|(?:{_MONTH}) ?(?:พ\.ศ\. ?)?\d{{4}}"
    rf"|{_YEAR_WORDS} ?2[4-6]\d\d(?!\d)"
)
_WORD = re.compile(r"(?:(?<!\S)ณ\s+)?\S+")


@contextmanager
def formal_paper(language: str = "th") -> Iterator[None]:
    """Write texts in `language` for a formal paper.

    Within, `formats` gives dates with Thai digits when the paper is Thai, and so does `paper_digits`.
    """
    token = _is_paper.set(True)
    try:
        with translation.override(language):
            yield
    finally:
        _is_paper.reset(token)


def paper_digits(text: object) -> str:
    """Return a heading or a number with Thai digits on a formal paper in Thai, elsewhere as it is."""
    return numerals.digits(text) if _is_paper.get() and translation.get_language() == "th" else str(text)


def paper_dates(text: object) -> str:
    """Return a text in which the dates, and nothing else, have Thai digits on a formal paper in Thai."""
    return _DATE.sub(lambda match: paper_digits(match[0]), str(text))


def unbroken_name(name: object) -> SafeString:
    """Return a name as HTML that stays on one line where it fits, and else wraps between its words only.

    Lines break by dictionary, which would split it. `css/paper.css` says what the classes do.
    """
    words = unbroken_words(name)
    return format_html('<span class="name">{}</span>', words) if " " in str(name).strip() else words


def unbroken_words(sentence: object) -> SafeString:
    """Return a sentence with names as HTML whose lines break at its spaces only."""
    return format_html_join(" ", '<span class="word">{}</span>', ((word,) for word in name_words(sentence)))


def name_words(sentence: object) -> list[str]:
    """Return the words of a sentence with names, between which its lines break; ณ stays with its place."""
    return _WORD.findall(str(sentence))


def letter_count(text: str) -> int:
    """Return how many letters stand beside each other; marks stand above or below one."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)
