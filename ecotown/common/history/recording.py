"""Recording events in the history chains, signed with sealed names, and verifying the chains."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from ecotown.common.history import chain, sealing
from ecotown.common.history.events import EventName, IndexEvent, SealEvent
from ecotown.common.history.models import Event, HistoryChain, NameSeal, link_content

# The chain that records the opening of every other chain, so that removing a whole chain is detected.
INDEX = "history"
MISSING = gettext_noop("the whole chain is missing")
INSERTED = gettext_noop("the chain was slipped in")
ROW_MISSING = gettext_noop("a row is missing")
NOT_FOLLOWING = gettext_noop("the row does not follow the one before it")
CONTENT_CHANGED = gettext_noop("the content was changed")
CUT_OFF = gettext_noop("rows are missing at the end")
ROW_COLUMNS = [
    f"rows__{name}"
    for name in (
        *("sequence", "name", "by", "at", "data", "previous_hash", "hash", "name_seal_id"),
        "name_seal__person_id",
    )
]


@dataclass(frozen=True, slots=True)
class Break:
    """The first broken link of a chain; `sequence` is 0 when a sealed name is broken."""

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
    seal_of(by)
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
    seal_of(by)
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
        name_seal_id=seal_of(by),
        at=timezone.now().astimezone(UTC),
        data=data,
        previous_hash=locked_chain.head,
    )
    content = link_content(
        locked_chain.subject,
        row.sequence,
        name=row.name,
        by=row.by_id,
        at=row.at,
        data=data,
        name_seal=row.name_seal_id,
    )
    row.hash = chain.link_hash(row.previous_hash, content)
    locked_chain.length, locked_chain.head = row.sequence, row.hash
    return row


def seal_of(person: Any) -> str | None:
    """Return the digest of a person's sealed name, None for the portal itself; no query for most.

    A person whose name has no seal yet gets it with the first thing that is recorded.
    """
    if person is None:
        return None
    if person.name_seal_id is None:
        stored = get_user_model()._default_manager.select_for_update().get(pk=person.pk)
        if stored.name_seal_id is None:
            seal_name(stored, by=None)
        person.name_seal_id = stored.name_seal_id
    return person.name_seal_id


@transaction.atomic
def seal_name(person: Any, *, by: Any) -> None:
    """Store `person.signing_name` with a new seal, and record its digest in the history of the person.

    From now on the person signs with this name; events keep the name under which they were signed.
    """
    seal = sealing.new_seal(person)
    seal.save(force_insert=True)
    person.name_seal = seal
    person.save(update_fields=["signing_name", "sort_key", "name_seal"])
    if by is not None and by.pk == person.pk:
        by.name_seal_id = seal.digest
    record(sealing.subject_of(person.pk), SealEvent.NAME_SEALED, by=by, data={"name_seal": seal.digest})


@transaction.atomic
def erase_names(person: Any, *, by: Any) -> None:
    """Remove the names with which a person signed before, with their salts; an event names the digests.

    The digests stay, so that no chain breaks. What the person is called now has a seal of its own and stays.
    """
    seals = NameSeal.objects.filter(person=person).exclude(salt="").exclude(digest=person.name_seal_id)
    digests = list(seals.select_for_update().values_list("digest", flat=True))
    NameSeal.objects.filter(digest__in=digests).update(name="", salt="")
    record(sealing.subject_of(person.pk), SealEvent.NAMES_ERASED, by=by, data={"name_seals": digests})


def events_of(subject: str):
    """Return the events of `subject`, oldest first, with the users who acted and the names they signed."""
    events = Event.objects.filter(chain__subject=subject)
    return events.select_related("by", "name_seal").order_by("sequence")


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
    """Return the first broken link of one chain, None when it is intact and its opening is in the index.

    The names with which its events are signed are verified, too.
    """
    first_break, seals = None, sealing_of(subject)
    sealed_since = _sealed_since(Event.objects.filter(chain__subject=subject).values("by"))
    for name, length, head, rows in _read(HistoryChain.objects.filter(subject=subject)):
        first_break = _first_break(name, length, head, rows, sealed_since)
        first_break = first_break or next(
            (Break(subject, row[0], seals[row[7]]) for row in rows if row[7] in seals), None
        )
    opening = Event.objects.filter(chain__subject=INDEX, name=IndexEvent.CHAIN_OPENED, data__subject=subject)
    if first_break is None and not opening.exists():
        return Break(subject, 1, INSERTED)
    return first_break


def sealing_of(subject: str) -> dict[str, str]:
    """Return what is wrong with the seals of the events of a chain, by their digests."""
    digests = Event.objects.filter(chain__subject=subject).values("name_seal")
    seals = list(NameSeal.objects.filter(digest__in=digests))
    _recorded, erased = sealing.recorded_seals()
    return {seal.digest: fault for seal in seals if (fault := sealing.fault_of(seal, erased))}


def breaks() -> Iterator[Break]:
    """Yield the first broken link of every broken chain, and what is wrong with the sealed names.

    One statement reads all chains, so that an event recorded meanwhile is seen completely or not at all.
    """
    subjects, opened = set(), {INDEX}
    yield from (Break(subject, 0, fault) for subject, fault in sealing.faults())
    sealed_since = _sealed_since(None)
    for subject, length, head, rows in _read(HistoryChain.objects.all()):
        subjects.add(subject)
        if subject == INDEX:
            opened |= {data["subject"] for _, name, _, _, data, *_ in rows if name == IndexEvent.CHAIN_OPENED}
        if broken := _first_break(subject, length, head, rows, sealed_since):
            yield broken
    if subjects:
        yield from (Break(subject, 1, MISSING) for subject in sorted(opened - subjects))
        yield from (Break(subject, 1, INSERTED) for subject in sorted(subjects - opened))


def _read(chains):
    """Yield subject, length, head and rows (oldest first) of each chain; one statement."""
    links = chains.order_by("pk", "rows__sequence").values_list("subject", "length", "head", *ROW_COLUMNS)
    for (subject, length, head), group in groupby(links.iterator(chunk_size=2000), key=itemgetter(0, 1, 2)):
        yield subject, length, head, [link[3:] for link in group]


def _sealed_since(people):
    """Return when the first name of each person was sealed; of all people for None."""
    seals = NameSeal.objects.order_by() if people is None else NameSeal.objects.filter(person__in=people)
    return dict(seals.order_by().values("person").values_list("person").annotate(Min("sealed_at")))


def _first_break(subject, length, head, links, sealed_since):
    last_sequence, last_hash = 0, chain.GENESIS
    for sequence, name, by, at, data, previous_hash, row_hash, name_seal, sealed_person in links:
        if sequence is None:  # a chain without rows
            break
        content = link_content(subject, sequence, name=name, by=by, at=at, data=data, name_seal=name_seal)
        if sequence != last_sequence + 1:
            return Break(subject, last_sequence + 1, ROW_MISSING)
        if previous_hash != last_hash:
            return Break(subject, sequence, NOT_FOLLOWING)
        if row_hash != chain.link_hash(previous_hash, content):
            return Break(subject, sequence, CONTENT_CHANGED)
        if fault := _fault_of_signature(by, at, name_seal, sealed_person, sealed_since):
            return Break(subject, sequence, fault)
        last_sequence, last_hash = sequence, row_hash
    if (last_sequence, last_hash) != (length, head):
        return Break(subject, last_sequence + 1, CUT_OFF)
    return None


def _fault_of_signature(by, at, name_seal, sealed_person, sealed_since):
    """Return what is wrong with the seal that signs an event; events of before may have none."""
    if by is None:
        return ""
    if name_seal is None:
        return sealing.UNSIGNED if by in sealed_since and at > sealed_since[by] else ""
    if sealed_person is None:
        return sealing.REMOVED
    return "" if sealed_person == by else sealing.FOREIGN
