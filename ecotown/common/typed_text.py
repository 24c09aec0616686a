"""Values as people type and paste them: without what nobody sees, in ASCII digits and signs."""

import unicodedata

from ecotown.common import thai

# Drawn as nothing though their category is not "format": fillers, joiners and selectors of the Unicode
# property Default_Ignorable_Code_Point, and the blank of Braille.
_DRAWN_AS_NOTHING = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0").union(
    map(chr, range(0x180B, 0x1810)), map(chr, range(0xFE00, 0xFE10))
)
_LINE_ENDS = frozenset("\u0085\u2028\u2029")
# Full-width twins of ASCII, and the dashes that programs put where a minus was typed.
_TWINS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(
    map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63"), "-"
)


def visible(text: str) -> str:
    """`text` without the characters that nobody sees; each special space is a plain one, outer ones are gone.

    For values, codes and searches. Prose keeps its joiners, and a NUL is left for the field to refuse.
    """
    return "".join(map(_visible, text)).strip()


def ascii_value(text: str) -> str:
    """`visible` with digits of any script, full-width letters, dots and signs as their ASCII twins."""
    return "".join(map(_digit, thai.arabic_digits(visible(text)).translate(_TWINS)))


def _visible(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Zs" or letter in _LINE_ENDS:
        return " "
    return "" if kind == "Cf" or letter in _DRAWN_AS_NOTHING else letter


def _digit(letter: str) -> str:
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
