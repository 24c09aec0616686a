"""Reading the events of a chain in words; each app gives the words of its own data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ecotown.common.history import recording
from ecotown.common.history.models import Event

Change = tuple[str, str, str]
Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """An event in words: who did what and when.

    `number` is its position in the chain, `name` its stored name and `seal` its hash. `codes` say what it
    concerns, `changes` are (code or field, old, new), `facts` further details as (name, words).
    """

    number: int
    name: str
    label: str
    by: str
    at: datetime
    codes: tuple[str, ...]
    changes: tuple[Change, ...]
    facts: tuple[Fact, ...]
    reason: str
    seal: str


def _nothing(_row: Event) -> Iterable[Any]:
    return ()


def shown_events(
    subject: str,
    label: Callable[[str], str],
    *,
    codes: Callable[[Event], Iterable[str]] = _nothing,
    changes: Callable[[Event], Iterable[Change]] = _nothing,
    facts: Callable[[Event], Iterable[Fact]] = _nothing,
) -> list[ShownEvent]:
    """Return the events of `subject`, the newest first; one query.

    `label` returns the words of a stored name, the others the codes, changes and facts of a row.
    """
    return [
        ShownEvent(
            number=row.sequence,
            name=row.name,
            label=label(row.name),
            by=row.signed_by,
            at=row.at,
            codes=tuple(codes(row)),
            changes=tuple(changes(row)),
            facts=tuple(facts(row)),
            reason=str(row.data.get("reason", "")),
            seal=row.hash,
        )
        for row in recording.events_of(subject).reverse()
    ]
