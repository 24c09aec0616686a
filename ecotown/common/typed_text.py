"""Values as people type and paste them: without what nobody sees, in ASCII digits and signs."""

import unicodedata

# Drawn as nothing though their category is not "format": fillers, joiners and selectors of the Unicode
# property Default_Ignorable_Code_Point, and the blank of Braille.
_DRAWN_AS_NOTHING = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0").union(
    *(
        map(chr, range(first, last + 1))
        for first, last in ((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
    )
)
_LINE_ENDS = frozenset("\u0085\u2028\u2029")
# Full-width and small twins of ASCII.
_TWINS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TWINS |= str.maketrans("\ufe50\ufe52\ufe55\ufe62\ufe63\ufe6a", ",.:+-%")
# What programs put where a minus was typed.
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")


def visible(text: str) -> str:
    """`text` without the characters that nobody sees; each special space is a plain one, outer ones are gone.

    For values, codes and searches. Prose keeps its joiners, and a NUL is left for the field to refuse.
    """
    return "".join(map(_visible, text)).strip()


def ascii_text(text: str) -> str:
    """`visible` with digits of any script, full-width letters, dots and signs as their ASCII twins."""
    return "".join(map(_digit, visible(text).translate(_TWINS)))


def ascii_value(text: str) -> str:
    """`ascii_text` of a value or a code, in which each dash is a hyphen or a minus."""
    return ascii_text(text).translate(_DASHES)


def ascii_answer(text: str) -> str:
    """`ascii_value` of a number, yes or no, or one of a list: a special space inside is nothing, too.

    Programs put it between digits and words; a plain space was typed, and is left to be understood.
    """
    return ascii_value("".join(letter for letter in text if letter == " " or not _is_space(letter)))


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
