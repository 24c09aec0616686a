"""Reading a JSON object key by key: a fault is recorded and a default returned, so reading continues."""

from __future__ import annotations

import re
from collections.abc import Collection
from fractions import Fraction
from typing import TypeVar

from indicators.criteria.domain.faults import Place, type_in_words
from indicators.criteria.domain.numbers import read_number

Expected = TypeVar("Expected")
# A code that can be one segment of a URL path; "." and ".." are not, they name other folders.
ADDRESS_CODE = r"^(?!\.{1,2}\Z)[A-Za-z0-9.-]+\Z"
_ABSENT = object()


class Fields:
    """The keys of a JSON object. A `value` that is no object is one fault; its keys then cause no others."""

    def __init__(self, value: object, at: Place) -> None:
        self.at = at
        self.is_object = isinstance(value, dict)
        self._values: dict[str, object] = value if isinstance(value, dict) else {}
        if not self.is_object:
            at.refuse(f"{type_in_words(value)} where an object is expected")

    def allow_only(self, keys: Collection[str], noun: str) -> None:
        """Record every key outside `keys` as unknown; `noun` names such a key in the fault."""
        for key in self._values:
            if key not in keys:
                self.at.key(key).refuse(f"unknown {noun}")

    def has(self, key: str) -> bool:
        return key in self._values

    def value(self, key: str) -> object:
        """Return the value of a required key, or None after recording that it is missing."""
        value = self._values.get(key, _ABSENT)
        if value is not _ABSENT:
            return value
        if self.is_object:
            self.at.key(key).refuse("missing")
        return None

    def optional_text(self, key: str) -> str:
        """Return an optional text; empty when absent or null."""
        value = self._values.get(key)
        if value is None:
            return ""
        return self._typed(key, value, str, "text") or ""

    def bounded_text(self, key: str, longest: int) -> str:
        """Return an optional text of at most `longest` characters; empty when absent or null."""
        text = self.optional_text(key)
        if len(text) > longest:
            self.at.key(key).refuse(f"longer than {longest} characters")
        return text

    def required_text(self, key: str) -> str:
        """Return a required text that is not blank."""
        text = self._typed(key, self.value(key), str, "text")
        if text is not None and not text.strip():
            self.at.key(key).refuse("blank")
        return text or ""

    def address_code(self, key: str, *, longest: int) -> str:
        """Return a required code that can be a segment of a URL path, at most `longest` characters."""
        code = self.required_text(key)
        if code.strip() and not re.search(ADDRESS_CODE, code):
            self.at.key(key).refuse("a code has only letters A-Z, digits, full stops and hyphens")
        elif len(code) > longest:
            self.at.key(key).refuse(f"longer than {longest} characters")
        return code

    def one_of(self, key: str, choices: Collection[str]) -> str:
        """Return a required word out of `choices`."""
        word = self._typed(key, self.value(key), str, "text")
        if word is not None and word not in choices:
            self.at.key(key).refuse(f"unknown {key} {word!a}, expected one of {', '.join(choices)}")
        return word or ""

    def flag(self, key: str, *, required: bool = True) -> bool:
        """Return true or false; False for a missing key."""
        if not required and key not in self._values:
            return False
        return self._typed(key, self.value(key), bool, "true or false") or False

    def number(self, key: str) -> Fraction:
        """Return a required number exactly, 0 after recording a fault."""
        value = self.value(key)
        if not self.has(key):
            return Fraction(0)
        return read_number(value, self.at.key(key)) or Fraction(0)

    def items(self, key: str) -> list[tuple[object, Place]]:
        """Return the items of a required list, each with its place."""
        items = self._typed(key, self.value(key), list, "a list") or []
        return [(item, self.at.key(key).item(index)) for index, item in enumerate(items)]

    def optional_items(self, key: str) -> list[tuple[object, Place]]:
        """Return the items of an optional list, each with its place."""
        return self.items(key) if self.has(key) else []

    def non_empty_items(self, key: str, noun: str) -> list[tuple[object, Place]]:
        """Return the items of a required list that is not empty; `noun` names an item in the fault."""
        if self._values.get(key) == []:
            self.at.key(key).refuse(f"at least one {noun} is needed")
        return self.items(key)

    def fields(self, key: str) -> Fields | None:
        """Return the fields of a required object, or None after recording that it is missing."""
        value = self.value(key)
        return Fields(value, self.at.key(key)) if self.has(key) else None

    def entries(self) -> list[tuple[str, object]]:
        return list(self._values.items())

    def _typed(self, key: str, value: object, kind: type[Expected], name: str) -> Expected | None:
        if isinstance(value, kind):
            return value
        if self.has(key):
            self.at.key(key).refuse(f"{type_in_words(value)} where {name} is expected")
        return None
