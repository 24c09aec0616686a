"""What of a typed text cannot be printed: letters that no font has, and characters that nobody sees."""

import re
from dataclasses import dataclass

from awards.designs import words
from awards.designs.domain.kinds import AwardError
from ecotown.common.pdf import text_shaping
from ecotown.common.thai.typed_text import visible_text

CONTEXT = 12  # letters before an invisible character by which its place is told
_LINE_ENDS = re.compile(r"\s*[\r\n\t\v\f\u0085\u2028\u2029]+\s*")


@dataclass(frozen=True, slots=True)
class InvisibleCharacter:
    """A character that nobody sees, and the letters before it, empty at the beginning."""

    letter: str
    before: str


def printable_text(text: str) -> str:
    """Return `text` in one line and without invisible characters."""
    return "".join(filter(_is_seen, _LINE_ENDS.sub(" ", text.strip())))


def invisible_characters(text: str) -> list[InvisibleCharacter]:
    """Return what `printable_text` takes out, in order; a line end between words counts, too."""
    text = text.strip()
    return [
        InvisibleCharacter(letter, printable_text(text[:place])[-CONTEXT:])
        for place, letter in enumerate(text)
        if not _is_seen(letter) or _LINE_ENDS.fullmatch(letter)
    ]


def missing_letters(text: str) -> str:
    """Return the visible letters of `text` that no font of the documents has, each once."""
    return text_shaping.missing_letters(printable_text(text))


def check_letters(text: str) -> None:
    """Raise AwardError: "letters-missing" with the letters, "letters-invisible" with their places."""
    if missing := missing_letters(text):
        raise AwardError("letters-missing", words.letter_words(missing))
    if invisible := invisible_characters(text):
        places = ((character.letter, character.before) for character in invisible)
        raise AwardError("letters-invisible", words.invisible_words(places))


def _is_seen(letter: str) -> bool:
    return letter.isspace() or visible_text(f"x{letter}x") != "xx"
