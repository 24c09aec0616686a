"""Files that a worker makes exactly once for a row, whatever happens to messages and workers.

Such a row has `state` (waiting, ready or failed), `asked_at`, `claimed_until`, `error`, `file` and `sha256`.
A worker that makes the file holds a claim; when the claim runs out, another worker may take over.
"""

import contextlib
import hashlib
import io
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import BinaryIO

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import InterfaceError, OperationalError, models, transaction
from django.db.models import Q
from django.utils import timezone

logger = logging.getLogger(__name__)
WAITING, READY, FAILED, EXPIRED = "waiting", "ready", "failed", "expired"
UNEXPECTED = "unexpected"  # the trouble of an error that no page has words for
TOO_SLOW = "too-slow"


class RenderingQuerySet(models.QuerySet):
    def rendering_due(self, now, asked_before):
        """Those not rendered and in nobody's hands, whose rendering was asked for before `asked_before`."""
        unclaimed = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
        return self.filter(unclaimed, state=WAITING, asked_at__lt=asked_before)


class ExpiringQuerySet(RenderingQuerySet):
    """Rows whose file is deleted at `expires_at`; the rows stay, with their SHA-256."""

    def expired(self, now):
        """Those whose time is over and whose file may still be there."""
        return self.exclude(state=EXPIRED).filter(expires_at__lte=now)


def render(
    rows: RenderingQuerySet,
    pk: int,
    *,
    make: Callable[[models.Model], bytes | BinaryIO],
    name: Callable[[models.Model, str], str],
    facts: Callable[[int], Mapping[str, object]] = lambda _size: {},
    tell: Callable[[models.Model], None] = lambda _row: None,
) -> bool:
    """Make the file of the row `pk` of `rows`; True when this call made it.

    `make` gives the content, or an open temporary file with it, so that a large one is never in memory.
    `name` tells from the row and the SHA-256 what to call it, `facts` which other columns its size fills.
    `tell` is called with the row once it is ready or failed, in the same transaction.
    False when it exists or another worker holds the claim. An error of `make` is logged, and the row keeps
    its `trouble`: a code that pages have words for.
    """
    row = _claim(rows, pk)
    if row is None:
        return False
    try:
        content = make(row)
    except (OperationalError, InterfaceError):
        # The database was away, which says nothing about this file: let the retry take it up at once.
        with contextlib.suppress(OperationalError, InterfaceError):
            _held(rows, row).update(claimed_until=None)
        raise
    except SoftTimeLimitExceeded:
        logger.exception("%s %s took too long", row._meta.model_name, row.pk)
        _end(rows, row, tell, state=FAILED, error=TOO_SLOW)
        return False
    except Exception as error:
        logger.exception("%s %s could not be rendered", row._meta.model_name, row.pk)
        _end(rows, row, tell, state=FAILED, error=getattr(error, "trouble", UNEXPECTED))
        return False
    return _keep(rows, row, content, name=name, tell=tell, facts=facts)


def render_batch(
    rows: RenderingQuerySet,
    pks: Sequence[int],
    *,
    make: Callable[[Sequence[models.Model]], Iterator[bytes]],
    name: Callable[[models.Model, str], str],
    tell: Callable[[models.Model], None] = lambda _row: None,
) -> int:
    """Make the files of several rows, in the order of `rows`; how many this call made.

    `make` gives one file after the other for the rows it is given; everything else is as in `render`.
    When it fails, each row that has no file yet is made by itself, so that an error stays with its row.
    """
    claimed = _claim_all(rows, pks)
    made = 0
    try:
        for content in make(claimed) if claimed else ():
            made += _keep(rows, claimed[0], content, name=name, tell=tell)
            claimed = claimed[1:]
    except (OperationalError, InterfaceError):
        with contextlib.suppress(OperationalError, InterfaceError):
            for row in claimed:
                _held(rows, row).update(claimed_until=None)
        raise
    except SoftTimeLimitExceeded:
        # The row that took all the time is not asked for again and again; the others are, in a while.
        logger.exception("%s %s took too long", claimed[0]._meta.model_name, claimed[0].pk)
        if others := claimed[1:]:
            _held(rows, *others).update(claimed_until=None)
        _end(rows, claimed[0], tell, state=FAILED, error=TOO_SLOW)
        return made
    except Exception:
        logger.warning("a batch of %s files is made one by one", len(claimed), exc_info=len(claimed) > 1)
    if claimed:
        _held(rows, *claimed).update(claimed_until=None)
    for row in claimed:
        made += render(rows, row.pk, make=lambda one: next(iter(make([one]))), name=name, tell=tell)
    return made


def claim_due(rows: RenderingQuerySet, limit: int = 200) -> list[int]:
    """Ids of the rows whose rendering was asked for in vain, marked as asked for now."""
    now = timezone.now()
    asked_before = now - timedelta(seconds=settings.CLAIM_SECONDS)
    with transaction.atomic():
        due = rows.rendering_due(now, asked_before).select_for_update(of=("self",), skip_locked=True)
        found = list(due.values_list("pk", flat=True)[:limit])
        rows.filter(pk__in=found).update(asked_at=now)
    return found


def expire(rows: ExpiringQuerySet, limit: int = 1000) -> int:
    """Delete the files whose time is over; how many rows that were."""
    with transaction.atomic():
        due = list(rows.expired(timezone.now()).select_for_update(skip_locked=True)[:limit])
        files = [(row.file.storage, row.file.name) for row in due if row.file]
        rows.filter(pk__in=[row.pk for row in due]).update(state=EXPIRED, file="", claimed_until=None)
        transaction.on_commit(lambda: [storage.delete(name) for storage, name in files], robust=True)
    return len(due)


@transaction.atomic
def _claim(rows, pk):
    row = rows.select_for_update(of=("self",)).filter(pk=pk, state=WAITING).first()
    now = timezone.now()
    if row is None or (row.claimed_until is not None and row.claimed_until > now):
        return None
    row.claimed_until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    row.save(update_fields=["claimed_until"])
    return row


@transaction.atomic
def _claim_all(rows, pks):
    """Those of the rows that nobody holds, in their order; one claim for all."""
    now = timezone.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    found = list(
        rows.select_for_update(of=("self",), skip_locked=True).filter(free, pk__in=pks, state=WAITING)
    )
    until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    rows.model.objects.filter(pk__in=[row.pk for row in found]).update(claimed_until=until)
    for row in found:
        row.claimed_until = until
    return found


def _held(rows, *claimed):
    """The rows while this worker holds them, by one claim."""
    pks = [row.pk for row in claimed]
    return rows.filter(pk__in=pks, state=WAITING, claimed_until=claimed[0].claimed_until)


def _keep(rows, claimed, content, *, name, tell, facts=lambda _size: {}):
    """Store the content piece by piece, and close it."""
    with ContentFile(content) if isinstance(content, bytes) else File(content) as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        kept = (name(claimed, sha256), file)
        return _end(rows, claimed, tell, kept=kept, state=READY, sha256=sha256, **facts(size))


@transaction.atomic
def _end(rows, claimed, tell, *, kept=None, **columns):
    """Write how it ended, unless the claim was lost meanwhile; whether it was written."""
    row = _held(rows, claimed).select_for_update(of=("self",)).first()
    if row is None:
        return False
    if kept:
        row.file.save(*kept, save=False)
    columns["claimed_until"] = None
    for column, value in columns.items():
        setattr(row, column, value)
    row.save(update_fields=["file", *columns])
    tell(row)
    return True
