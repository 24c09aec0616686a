"""Single parameters of a request that no form parses, with the same limits as form fields."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

MAX_LENGTH = 300  # characters of a text sent by a button, a link or a filter
MAX_KEY = 2**63 - 1  # largest primary key
MAX_DIGITS = 19


def word(values: QueryDict, name: str, *, longest: int = MAX_LENGTH) -> str:
    """Return the text under `name`, an empty string when it is absent, too long or has a NUL."""
    try:
        return forms.CharField(required=False, max_length=longest, strip=False).clean(values.get(name))
    except ValidationError:
        return ""


def number(values: QueryDict, name: str, *, largest: int = MAX_KEY) -> int | None:
    """Return the whole number from 0 to `largest` under `name`, None when there is none."""
    return whole_number(values.get(name), largest=largest)


def keys(values: QueryDict, name: str) -> list[int]:
    """Return the primary keys under `name`, each once, in the order sent; anything else is left out."""
    numbers = map(whole_number, values.getlist(name))
    return list(dict.fromkeys(key for key in numbers if key is not None))


def whole_number(text: str | None, *, largest: int = MAX_KEY) -> int | None:
    """Parse a whole number from 0 to `largest`; None when `text` is something else."""
    if not (text and text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS):
        return None
    return int(text) if int(text) <= largest else None
