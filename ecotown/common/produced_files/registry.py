"""The files that the portal made and knows again; upper rooms declare how to find theirs by the SHA-256."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file that the portal made: what it is, about what, and since when; a final one never changes."""

    title: str
    subject: str
    made_at: datetime | None = None
    is_final: bool = False
    is_demonstration: bool = False


FindFile = Callable[[str], KnownFile | None]
_FINDERS: list[FindFile] = []


def declare_known_files(find: FindFile) -> None:
    """Register what returns the file with a SHA-256, None without one; called when the portal starts."""
    _FINDERS.append(find)


def known_file(sha256: str) -> KnownFile | None:
    """Return what the portal knows of a file that it made itself, None of every other."""
    found = (find(sha256) for find in _FINDERS)
    return next((known for known in found if known), None)
