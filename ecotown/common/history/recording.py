"""Recording events in the history chains and verifying the chains."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone

from ecotown.common.history import chain
from ecotown.common.history.events import EventName, IndexEvent
from ecotown.common.history.models import Event, HistoryChain, link_content

# The chain that records the opening of every other chain, so that removing a whole chain is detected.
INDEX = "history"
MISSING = "the whole chain is missing"
INSERTED = "the chain was slipped in"
ROW_COLUMNS = [f"rows__{name}" for name in ("sequence", "name", "by", "at", "data", "previous_hash", "hash")]


@dataclass(frozen=True, slots=True)
class Break:
    """The first broken link of a chain."""

    subject: str
    sequence: int
    reason: str


def record(
    subject: str, event: EventName, *, by: AbstractBaseUser | None, data: Mapping[str, object]
) -> Event:
    """Append an event to the chain of `subject`, inside the caller's transaction.

    `by` is the user who acted, or None for the portal itself. `data` holds plain JSON values.
    Raises TransactionManagementError outside a transaction: a change and its event are stored together.
    """
    locked_chain = HistoryChain.objects.select_for_update().filter(subject=subject).first()
    if locked_chain is None:
        _, is_new = HistoryChain.objects.get_or_create(subject=subject)
        if is_new and subject != INDEX:
            record(INDEX, IndexEvent.CHAIN_OPENED, by=None, data={"subject": subject})
        locked_chain = HistoryChain.objects.select_for_update().get(subject=subject)
    row = _next_link(locked_chain, event, by=by, data=dict(data))
    row.save(force_insert=True)
    locked_chain.save(update_fields=["length", "head"])
    return row


def record_all(
    events: Sequence[tuple[str, EventName, Mapping[str, object]]], *, by: AbstractBaseUser | None
) -> None:
    """Append events, each (subject, event, data), to chains that exist already.

    A constant number of queries. Raises KeyError when a chain does not exist, and what `record` raises.
    """
    # Locked in one order, so that two batches cannot deadlock.
    chains = HistoryChain.objects.filter(subject__in=[subject for subject, _event, _data in events])
    locked_chains = {row.subject: row for row in chains.select_for_update().order_by("pk")}
    rows = [
        _next_link(locked_chains[subject], event, by=by, data=dict(data)) for subject, event, data in events
    ]
    Event.objects.bulk_create(rows)
    HistoryChain.objects.bulk_update(locked_chains.values(), ["length", "head"])


def _next_link(locked_chain, event, *, by, data):
    """Return the unsaved row after the last one of a locked chain, and update the chain's length and head."""
    row = Event(
        chain=locked_chain,
        sequence=locked_chain.length + 1,
        name=event.value,
        by=by,
        at=timezone.now().astimezone(UTC),
        data=data,
        previous_hash=locked_chain.head,
    )
    content = link_content(
        locked_chain.subject, row.sequence, name=row.name, by=row.by_id, at=row.at, data=data
    )
    row.hash = chain.link_hash(row.previous_hash, content)
    locked_chain.length, locked_chain.head = row.sequence, row.hash
    return row


def events_of(subject: str):
    """Return the events of `subject`, oldest first, with the users who acted."""
    return Event.objects.filter(chain__subject=subject).select_related("by").order_by("sequence")


def latest_events(places: Mapping[str, Mapping[str, object]], names: Iterable[str]) -> dict[str, Event]:
    """Return the latest event of each subject that has one of the `names` and the facts given for it.

    The fact None stands for one that the event does not have.
    """
    events = Event.objects.filter(chain__subject__in=places, name__in=names).select_related("chain")
    return {
        event.chain.subject: event
        for event in events.order_by("sequence")
        if all(event.data.get(name) == fact for name, fact in places[event.chain.subject].items())
    }


def events_since(at: datetime, *, subjects: Collection[str], names: Collection[str]) -> QuerySet[Event]:
    """Return the events of these names in these chains after a time, with their chains; one query."""
    events = Event.objects.filter(chain__subject__in=subjects, name__in=names, at__gt=at)
    return events.select_related("chain")


def break_of(subject: str) -> Break | None:
    """Return the first broken link of one chain, None when it is intact and its opening is in the index."""
    first_break = None
    for name, length, head, rows in _read(HistoryChain.objects.filter(subject=subject)):
        first_break = _first_break(name, length, head, rows)
    opening = Event.objects.filter(chain__subject=INDEX, name=IndexEvent.CHAIN_OPENED, data__subject=subject)
    if first_break is None and not opening.exists():
        return Break(subject, 1, INSERTED)
    return first_break


def breaks() -> Iterator[Break]:
    """Yield the first broken link of every broken chain.

    One statement reads everything, so that an event recorded meanwhile is seen completely or not at all.
    """
    subjects, opened = set(), {INDEX}
    for subject, length, head, rows in _read(HistoryChain.objects.all()):
        subjects.add(subject)
        if subject == INDEX:
            opened |= {data["subject"] for _, name, _, _, data, *_ in rows if name == IndexEvent.CHAIN_OPENED}
        if broken := _first_break(subject, length, head, rows):
            yield broken
    if subjects:
        yield from (Break(subject, 1, MISSING) for subject in sorted(opened - subjects))
        yield from (Break(subject, 1, INSERTED) for subject in sorted(subjects - opened))


def _read(chains):
    """Yield subject, length, head and rows (oldest first) of each chain; one statement."""
    links = chains.order_by("pk", "rows__sequence").values_list("subject", "length", "head", *ROW_COLUMNS)
    for (subject, length, head), group in groupby(links.iterator(chunk_size=2000), key=itemgetter(0, 1, 2)):
        yield subject, length, head, [link[3:] for link in group]


def _first_break(subject, length, head, links):
    last_sequence, last_hash = 0, chain.GENESIS
    for sequence, name, by, at, data, previous_hash, row_hash in links:
        if sequence is None:  # a chain without rows
            break
        content = link_content(subject, sequence, name=name, by=by, at=at, data=data)
        if sequence != last_sequence + 1:
            return Break(subject, last_sequence + 1, "a row is missing")
        if previous_hash != last_hash:
            return Break(subject, sequence, "the row does not follow the one before it")
        if row_hash != chain.link_hash(previous_hash, content):
            return Break(subject, sequence, "the content was changed")
        last_sequence, last_hash = sequence, row_hash
    if (last_sequence, last_hash) != (length, head):
        return Break(subject, last_sequence + 1, "rows are missing at the end")
    return None
