"""Normalisation of typed and pasted values: invisible characters removed, digits and signs in ASCII."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache

# Invisible characters whose category is not "format": fillers, joiners and selectors of the Unicode
# property Default_Ignorable_Code_Point, and the blank of Braille.
_DRAWN_AS_NOTHING = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0").union(
    *(
        map(chr, range(first, last + 1))
        for first, last in ((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
    )
)
_LINE_ENDS = frozenset("\u0085\u2028\u2029")
# Full-width and small variants of ASCII characters.
_TWINS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TWINS |= str.maketrans("\ufe50\ufe52\ufe55\ufe62\ufe63\ufe6a", ",.:+-%")
# The planes of Unicode that hold spaces, digits or invisible characters; none of the others does.
_PLANES = (0, 1, 14)
# Characters that programs substitute for a typed minus.
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")
# Pages as people write them: numbers, ranges and lists of numbers, any of them after the word for a page.
_PAGE_WORDS = r"(?:(?:หน้าที่|หน้า|น\.?|pages?|pp?\.?)[\s:]*){0,2}"
_TO, _AND = r"\s*(?:-|ถึง|to)\s*", r"\s*(?:[,;&]|และ|and)\s*"
_PAGES = re.compile(rf"{_PAGE_WORDS}\d+(?:(?:{_TO}|{_AND}){_PAGE_WORDS}\d+)*", re.IGNORECASE)
_BETWEEN_PAGES = re.compile(rf"({_TO}|{_AND}|^){_PAGE_WORDS}(\d+)", re.IGNORECASE)
_IS_RANGE = re.compile(_TO, re.IGNORECASE)


def visible_text(text: str) -> str:
    """Remove invisible characters from `text`, replace special spaces by plain ones, and strip it.

    For values, codes and searches; prose keeps its joiners. A NUL is left for the field to refuse.
    """
    return text.translate(_visible_letters()).strip()


def ascii_value(text: str) -> str:
    """Apply `visible_text`, then replace digits of any script, full-width characters and dashes by ASCII.

    For values and codes.
    """
    return visible_text(text).translate(_TWINS).translate(_ascii_digits()).translate(_DASHES)


def ascii_answer(text: str) -> str:
    """Remove special spaces, then apply `ascii_value`; for numbers, yes or no, and choices.

    Programs insert special spaces between digits and words; a plain space was typed and is kept.
    """
    return ascii_value(text.translate(_without_special_spaces()))


def page_numbers(text: str) -> str:
    """Return cited pages without the words before their numbers: 3 of “หน้า ๓”, “น. 3” and “p. 3”.

    Ranges are joined by a hyphen-minus, lists by a comma: 3-5 of “หน้า ๓ ถึง ๕”, “3, 5” of “3 และ 5”. What
    says more than pages keeps its words, such as “ภาคผนวก ก หน้า 3”.
    """
    text = ascii_value(text)
    if not _PAGES.fullmatch(text):
        return text
    return "".join(
        f"{'-' if _IS_RANGE.fullmatch(between) else ', ' if between else ''}{number}"
        for between, number in _BETWEEN_PAGES.findall(text)
    )


@cache
def _visible_letters() -> dict[int, str]:
    return _table(_visible)


@cache
def _ascii_digits() -> dict[int, str]:
    return _table(_digit)


@cache
def _without_special_spaces() -> dict[int, str]:
    return _table(lambda letter: "" if _is_space(letter) and letter != " " else letter)


def _table(replace: Callable[[str], str]) -> dict[int, str]:
    """Return what `str.translate` needs to do as `replace` does with every letter.

    Nothing of ours runs for each letter then: a form may carry hundreds of thousands of them.
    """
    letters = (chr(code) for plane in _PLANES for code in range(plane << 16, (plane + 1) << 16))
    return {ord(letter): text for letter in letters if (text := replace(letter)) != letter}


def _visible(letter: str) -> str:
    if _is_space(letter):
        return " "
    kind = unicodedata.category(letter)
    is_control = kind == "Cc" and letter != "\0" and not letter.isspace()
    return "" if kind == "Cf" or is_control or letter in _DRAWN_AS_NOTHING else letter


def _is_space(letter: str) -> bool:
    return unicodedata.category(letter) == "Zs" or letter in _LINE_ENDS


def _digit(letter: str) -> str:
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
