"""Sorting and searching Thai text."""

import re
import unicodedata

from ecotown.common.thai.typed_text import ascii_value

_BETWEEN_WORDS = re.compile(r"[\s\-–/().,]+")
_LEADING_VOWELS = frozenset("เแโใไ")
_THAI = frozenset(map(chr, range(0x0E00, 0x0E80)))
_TONE_MARKS = frozenset("็่้๊๋์ํ๎")


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
    letters_of_text = unicodedata.normalize("NFKD", ascii_value(text).casefold()).replace("เเ", "แ")
    for letter in letters_of_text:
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
