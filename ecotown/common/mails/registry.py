"""The kinds of single mails; each room declares what writes its own, and one what stands below them all."""

from collections.abc import Callable, Sequence
from typing import Any

# Returns subject and text in the active language, and nothing when there is nothing to say any more. It gets
# the row with its `user`.
Writer = Callable[[Any], tuple[str, str] | None]

_WRITERS: dict[str, Writer] = {}


def declare_mail(kind: str, write: Writer) -> None:
    """Register what writes the mails of a kind; called when the portal starts."""
    _WRITERS[kind] = write


def writer_of(kind: str) -> Writer:
    """Return what writes the mails of `kind`. Raises KeyError for a kind that no room declared."""
    return _WRITERS[kind]


# Returns the lines below each mail in the active language.
_SIGNATURES: list[Callable[[], Sequence[str]]] = []


def declare_signature(lines: Callable[[], Sequence[str]]) -> None:
    """Register what returns the lines below each mail; called when the portal starts."""
    _SIGNATURES.append(lines)


def signature() -> list[str]:
    """Return the lines below each mail in the active language."""
    return [line for lines in _SIGNATURES for line in lines()]
