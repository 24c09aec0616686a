"""Single values of a request that no form parses, with the limits that the fields of forms have."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

LONGEST = 300  # characters of a word that a button, a link or a filter sends
LARGEST_KEY = 2**63 - 1  # of a row
MOST_DIGITS = 19


def word(sent: QueryDict, name: str, *, longest: int = LONGEST) -> str:
    """The text under `name`; empty when it is absent, too long or holds a NUL."""
    try:
        return forms.CharField(required=False, max_length=longest, strip=False).clean(sent.get(name))
    except ValidationError:
        return ""


def number(sent: QueryDict, name: str, *, largest: int = LARGEST_KEY) -> int | None:
    """The whole number from 0 to `largest` under `name`; None when there is none."""
    return whole(sent.get(name), largest=largest)


def keys(sent: QueryDict, name: str) -> list[int]:
    """The keys of rows under `name`, each once, in the order they came; what is no key is left out."""
    found = map(whole, sent.getlist(name))
    return list(dict.fromkeys(key for key in found if key is not None))


def whole(text: str | None, *, largest: int = LARGEST_KEY) -> int | None:
    """The whole number from 0 to `largest` that `text` is; None when it is none."""
    if not (text and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        return None
    return int(text) if int(text) <= largest else None
