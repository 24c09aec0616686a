"""Reading verification codes and numbers as people type them."""

import re
from urllib.parse import unquote

from ecotown.common.thai import typed_text

PLAIN_CODE = re.compile(r"[2-9a-z]{1,24}")
GROUPED_CODE = re.compile(r"[2-9a-z](?:[\s_-]*[2-9a-z])*")
# A code of the current length, possibly among other words.
WHOLE_CODE = re.compile(r"(?<![2-9a-z])[2-9a-z](?:[\s_-]*[2-9a-z]){19}(?![2-9a-z])")
LONGEST_NUMBER = 9  # digits of a running number
# What follows a code or a number in a sentence: punctuation, and Thai words such as polite particles.
TRAILING_TEXT = re.compile(r"[\W_\u0e00-\u0e7f]+$")


def code_in(typed: str) -> str:
    """Return the code in what was typed, pasted or followed as a link, as it is stored; "-" without one.

    Letter case, separators, text after the code and an address around it are ignored. A text with a NUL,
    which nobody types, has no code.
    """
    # People paste the whole address, too.
    text = _without_trailing_text(typed).lower().rpartition("/verify/")[2]
    match = None if "\0" in typed else WHOLE_CODE.search(text) or GROUPED_CODE.search(text)
    return re.sub(r"[^2-9a-z]", "", match[0]) if match else "-"


def is_same_number(typed: str, number: str) -> bool:
    """Return whether a number was typed as printed, in any digits, with any spaces.

    What is printed before it, such as the "ล." of a plaque, may be left out, but not be another.
    """
    parts = _parts(number)
    known = [parts, [part for part in parts if part.isdecimal()]]
    return any(_parts(text) in known for text in (typed, _without_trailing_text(typed)))


def numbers_in(typed: str) -> list[int]:
    """Return the numbers of a typed number of an award, in any digits, as far as an award can have them."""
    return [int(part) for part in _parts(typed) if part.isdecimal() and len(part) <= LONGEST_NUMBER]


def _without_trailing_text(typed: str) -> str:
    """Return the typed text in ASCII, percent-decoded, without punctuation and Thai words at its end."""
    return TRAILING_TEXT.sub("", typed_text.ascii_value(unquote(typed)))


def _parts(number: str) -> list[str]:
    return re.findall(r"[^\W_]+", typed_text.ascii_value(number).casefold())
