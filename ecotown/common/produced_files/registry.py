"""The files that the portal made: upper rooms declare how theirs are found again, and how long they stay."""

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


_KEPT_DAYS: list[Callable[[], int]] = []


def declare_kept_days(days: Callable[[], int]) -> None:
    """Register how many days a file is kept that someone asked for; called when the portal starts."""
    _KEPT_DAYS.append(days)


def kept_days() -> int:
    """Return how many days a file is kept that is asked for now."""
    return _KEPT_DAYS[-1]()


def declare_known_files(find: FindFile) -> None:
    """Register what returns the file with a SHA-256, None without one; called when the portal starts."""
    _FINDERS.append(find)


def known_file(sha256: str) -> KnownFile | None:
    """Return what the portal knows of a file that it made itself, None of every other."""
    found = (find(sha256) for find in _FINDERS)
    return next((known for known in found if known), None)
