"""The subjects of the history as places: each room says what its own are called and where they stand."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """What a subject is called, and the URL of its page."""

    name: str
    url: str


# Returns the places of those keys that a user may open, in a constant number of queries.
PlacesOf = Callable[[Any, Collection[str]], Mapping[str, Place]]
_PLACES: dict[str, PlacesOf] = {}


def declare_places(kind: str, places: PlacesOf) -> None:
    """Register where subjects "kind:key" stand; called when the portal starts."""
    _PLACES[kind] = places


def places_of(user: Any, subjects: Collection[str]) -> dict[str, Place]:
    """Return the places of those subjects that a person may open, by subject."""
    keys = defaultdict(set)
    for subject in subjects:
        kind, _colon, key = subject.partition(":")
        if kind in _PLACES:
            keys[kind].add(key)
    return {
        f"{kind}:{key}": place
        for kind, of_kind in keys.items()
        for key, place in _PLACES[kind](user, of_kind).items()
    }
