"""Rows whose file a worker makes exactly once, even when messages are lost or workers die.

Such a row has `state` (waiting, ready or failed), `asked_at`, `claimed_until`, `error`, `file` and `sha256`.
A worker that makes the file holds a claim; when the claim expires, another worker may take over.
"""

import contextlib
import hashlib
import io
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import BinaryIO, TypeVar

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import InterfaceError, OperationalError, models, transaction
from django.db.models import Q
from django.utils import timezone

logger = logging.getLogger(__name__)
WAITING, READY, FAILED, EXPIRED = "waiting", "ready", "failed", "expired"
UNEXPECTED = "unexpected"  # code of an error that pages have no words for
TOO_SLOW = "too-slow"
Row = TypeVar("Row", bound=models.Model)


class RenderingQuerySet(models.QuerySet):
    def rendering_due(self, now, asked_before):
        """Filter waiting rows without a valid claim whose file was requested before `asked_before`."""
        unclaimed = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
        return self.filter(unclaimed, state=WAITING, asked_at__lt=asked_before)


class ExpiringQuerySet(RenderingQuerySet):
    """Rows whose file is deleted at `expires_at`; the rows stay, with their SHA-256."""

    def expired(self, now):
        """Filter rows past `expires_at` whose file has not been deleted."""
        return self.exclude(state=EXPIRED).filter(expires_at__lte=now)


def render(
    rows: RenderingQuerySet,
    pk: int,
    *,
    make: Callable[[Row], bytes | BinaryIO],
    name: Callable[[Row, str], str],
    facts: Callable[[int], Mapping[str, object]] = lambda _size: {},
    notify: Callable[[Row], None] = lambda _row: None,
) -> bool:
    """Make the file of the row `pk` of `rows`; True when this call made it.

    `make` returns the content, or an open temporary file with it, so that a large file is never in memory.
    `name` returns the file name for the row and the SHA-256, `facts` other columns to set for the size in
    bytes. `notify` is called with the row once it is ready or failed, in the same transaction.
    False when the file exists or another worker holds the claim. An error of `make` is logged, and its
    attribute `error_code`, a code that pages have words for, is stored on the row.
    """
    row = _claim(rows, pk)
    if row is None:
        return False
    try:
        content = make(row)
    except (OperationalError, InterfaceError):
        # The database was unavailable, which says nothing about this file: release it for an immediate retry.
        with contextlib.suppress(OperationalError, InterfaceError):
            _claimed_rows(rows, row).update(claimed_until=None)
        raise
    except SoftTimeLimitExceeded:
        logger.exception("%s %s took too long", row._meta.model_name, row.pk)
        _finish(rows, row, notify, state=FAILED, error=TOO_SLOW)
        return False
    except Exception as error:
        logger.exception("%s %s could not be rendered", row._meta.model_name, row.pk)
        _finish(rows, row, notify, state=FAILED, error=getattr(error, "error_code", UNEXPECTED))
        return False
    return _store(rows, row, content, name=name, notify=notify, facts=facts)


def render_batch(
    rows: RenderingQuerySet,
    pks: Sequence[int],
    *,
    make: Callable[[Sequence[Row]], Iterator[bytes]],
    name: Callable[[Row, str], str],
    notify: Callable[[Row], None] = lambda _row: None,
) -> int:
    """Make the files of several rows, in the order of `rows`; return how many this call made.

    `make` yields one file per row of its argument; everything else is as in `render`. When it fails, each
    row that has no file yet is rendered by itself, so that an error is stored on its own row.
    """
    claimed = _claim_all(rows, pks)
    made_count = 0
    try:
        for content in make(claimed) if claimed else ():
            made_count += _store(rows, claimed[0], content, name=name, notify=notify)
            claimed = claimed[1:]
    except (OperationalError, InterfaceError):
        with contextlib.suppress(OperationalError, InterfaceError):
            for row in claimed:
                _claimed_rows(rows, row).update(claimed_until=None)
        raise
    except SoftTimeLimitExceeded:
        # The row that was too slow fails for good; the others are released for a later attempt.
        logger.exception("%s %s took too long", claimed[0]._meta.model_name, claimed[0].pk)
        if remaining := claimed[1:]:
            _claimed_rows(rows, *remaining).update(claimed_until=None)
        _finish(rows, claimed[0], notify, state=FAILED, error=TOO_SLOW)
        return made_count
    except Exception:
        logger.warning("a batch of %s files is made one by one", len(claimed), exc_info=len(claimed) > 1)
    if claimed:
        _claimed_rows(rows, *claimed).update(claimed_until=None)
    for row in claimed:
        made_count += render(
            rows, row.pk, make=lambda single: next(iter(make([single]))), name=name, notify=notify
        )
    return made_count


def claim_due(rows: RenderingQuerySet, limit: int = 200) -> list[int]:
    """Return the ids of up to `limit` rows whose rendering did not happen, and mark them as requested now."""
    now = timezone.now()
    asked_before = now - timedelta(seconds=settings.CLAIM_SECONDS)
    with transaction.atomic():
        due = rows.rendering_due(now, asked_before).select_for_update(of=("self",), skip_locked=True)
        pks = list(due.values_list("pk", flat=True)[:limit])
        rows.filter(pk__in=pks).update(asked_at=now)
    return pks


def expire(rows: ExpiringQuerySet, limit: int = 1000) -> int:
    """Delete the files of up to `limit` expired rows; return the number of rows."""
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
    """Claim the unclaimed rows among `pks`, with one expiry time for all, and return them in order."""
    now = timezone.now()
    unclaimed = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    claimed = list(
        rows.select_for_update(of=("self",), skip_locked=True).filter(unclaimed, pk__in=pks, state=WAITING)
    )
    until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    rows.model.objects.filter(pk__in=[row.pk for row in claimed]).update(claimed_until=until)
    for row in claimed:
        row.claimed_until = until
    return claimed


def _claimed_rows(rows, *claimed):
    """Return the queryset of the rows as long as this worker's claim, shared by all of them, is valid."""
    pks = [row.pk for row in claimed]
    return rows.filter(pk__in=pks, state=WAITING, claimed_until=claimed[0].claimed_until)


def _store(rows, claimed, content, *, name, notify, facts=lambda _size: {}):
    """Store the content in chunks and close it; False when the claim was lost."""
    with ContentFile(content) if isinstance(content, bytes) else File(content) as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        named_file = (name(claimed, sha256), file)
        return _finish(
            rows, claimed, notify, named_file=named_file, state=READY, sha256=sha256, **facts(size)
        )


@transaction.atomic
def _finish(rows, claimed, notify, *, named_file=None, **columns):
    """Set the columns of a finished row and release its claim; False when the claim was lost."""
    row = _claimed_rows(rows, claimed).select_for_update(of=("self",)).first()
    if row is None:
        return False
    if named_file:
        row.file.save(*named_file, save=False)
    columns["claimed_until"] = None
    for column, value in columns.items():
        setattr(row, column, value)
    row.save(update_fields=["file", *columns])
    notify(row)
    return True
