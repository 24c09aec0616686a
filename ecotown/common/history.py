"""Adding links to the history and checking that none was changed, moved or cut off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from django.db import transaction
from django.utils import timezone

from ecotown.common import chain
from ecotown.common.models import HistoryChain, HistoryRow


@dataclass(frozen=True, slots=True)
class Break:
    """The first place at which a chain does not hold."""

    subject: str
    sequence: int
    reason: str


def record(subject: str, name: str, *, by, data: dict[str, object]) -> HistoryRow:
    """Append a deed to the chain of `subject`, inside the caller's transaction.

    `by` is the user who acted, or None for the portal itself. `data` holds plain JSON values.
    Raises TransactionManagementError outside a transaction: a deed and its record stand or fall together.
    """
    HistoryChain.objects.get_or_create(subject=subject)
    locked = HistoryChain.objects.select_for_update().get(subject=subject)
    row = HistoryRow(
        chain=locked,
        sequence=locked.length + 1,
        name=name,
        by=by,
        at=timezone.now().astimezone(UTC),
        data=data,
        previous_hash=locked.head,
    )
    row.hash = chain.seal(row.previous_hash, row.content)
    row.save(force_insert=True)
    locked.length, locked.head = row.sequence, row.hash
    locked.save(update_fields=["length", "head"])
    return row


def rows_of(subject: str):
    """The deeds recorded for `subject`, oldest first, with who acted."""
    return HistoryRow.objects.filter(chain__subject=subject).select_related("by").order_by("sequence")


def breaks() -> Iterator[Break]:
    """The first broken link of every chain that does not hold. Two queries, whatever the length."""
    with transaction.atomic():
        chains = {found.pk: found for found in HistoryChain.objects.order_by("pk")}
        rows = HistoryRow.objects.order_by("chain_id", "sequence").iterator(chunk_size=2000)
        yield from _breaks(chains, rows)


def _breaks(chains, rows):
    reached = dict.fromkeys(chains, (0, chain.GENESIS))
    broken = set()
    for row in rows:
        if row.chain_id in broken:
            continue
        row.chain = chains[row.chain_id]
        length, head = reached[row.chain_id]
        if reason := _fault(row, length, head):
            broken.add(row.chain_id)
            yield Break(row.chain.subject, length + 1, reason)
        reached[row.chain_id] = (row.sequence, row.hash)
    for pk, found in chains.items():
        if pk not in broken and reached[pk] != (found.length, found.head):
            yield Break(found.subject, reached[pk][0] + 1, "rows are missing at the end")


def _fault(row, length, head):
    if row.sequence != length + 1:
        return "a row is missing"
    row.at = row.at.astimezone(UTC)
    if row.previous_hash != head:
        return "the row does not follow the one before it"
    if row.hash != chain.seal(row.previous_hash, row.content):
        return "the content was changed"
    return None
