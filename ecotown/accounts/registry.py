"""Registry of what ends all sessions of a person, filled at start-up by the room that keeps them."""

from collections.abc import Callable
from typing import Any

# Each takes the person.
_ENDS: list[Callable[[Any], None]] = []


def declare_end_of_sessions(end: Callable[[Any], None]) -> None:
    """Register what signs a person out of every device."""
    _ENDS.append(end)


def end_sessions(user: Any) -> None:
    """Sign a person out of every device, inside the caller's transaction."""
    for end in _ENDS:
        end(user)
