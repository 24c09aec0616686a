"""Making the files of rows exactly once, even when messages are lost, workers die or the disk is full."""

import hashlib
import io
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Generic, TypeVar
from uuid import uuid4

from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.base import ContentFile, File
from django.db import transaction

from ecotown.common.files.storage import is_disk_full
from ecotown.common.produced_files.models import (
    EXPIRED,
    FAILED,
    READY,
    ExpiringFileQuerySet,
    ProducedFile,
    ProducedFileQuerySet,
)
from ecotown.common.produced_files.words import DISK_FULL, TOO_SLOW
from ecotown.common.queue.hints import DATABASE_ERRORS
from ecotown.common.queue.work_rows import LOST, MAX_ATTEMPTS, UNEXPECTED

logger = logging.getLogger(__name__)
Row = TypeVar("Row", bound=ProducedFile)


@dataclass(frozen=True, slots=True)
class FileMaker(Generic[Row]):
    """How the files of one model are made.

    `contents` yields one file for each row of its argument: its content, or an open temporary file with it,
    so that a large file is never in memory. An error may have an `error_code`, which the row keeps and for
    which its pages have words. `name` returns the name of the file in the folder of the model, for the row
    and the SHA-256. `notify` is called with a row once it is ready or failed, in the same transaction;
    `after` with the ids once all were tried. `batch` is how many files of one message are made together.
    """

    rows: ProducedFileQuerySet
    contents: Callable[[Sequence[Row]], Iterable[bytes | BinaryIO]]
    name: Callable[[Row, str], str]
    notify: Callable[[Row], None] = lambda _row: None
    after: Callable[[Sequence[int]], None] = lambda _pks: None
    batch: int = 1

    def make(self, *pks: int) -> int:
        """Make the files of these rows, in the order of `rows`; return how many this call made.

        Rows that are not waiting, or in the hands of another worker, are left out. When a batch fails, each
        row that has no file yet is tried by itself, so that an error is stored on its own row.
        """
        made_count = self._make(pks)
        self.after(pks)
        return made_count

    def overdue(self) -> list[list[int]]:
        """Return the ids of rows whose file was not made, in batches as they are to be sent again.

        Those that were lost twice stand alone; those that were lost three times fail.
        """
        overdue = self.rows.take_overdue()
        given_up = [row for row in overdue if row.is_given_up]
        for row in given_up:
            logger.error("%s %s was lost %s times", row._meta.model_name, row.pk, row.attempts)
            self._finish(row, state=FAILED, error=LOST)
        if given_up:
            self.after([row.pk for row in given_up])
        alone = [[row.pk] for row in overdue if row.attempts == MAX_ATTEMPTS - 1]
        return self.batches([row.pk for row in overdue if row.attempts < MAX_ATTEMPTS - 1]) + alone

    def batches(self, pks: Sequence[int]) -> list[list[int]]:
        return [list(pks[start : start + self.batch]) for start in range(0, len(pks), self.batch)]

    def _make(self, pks: Sequence[int]) -> int:
        claimed = remaining = self.rows.claim(pks)
        made_count, one_by_one = 0, []
        try:
            for content in self.contents(claimed) if claimed else ():
                made_count += self._store(remaining[0], content)
                remaining = remaining[1:]
        except DATABASE_ERRORS:
            # The database was unavailable, which says nothing about these files: release them for a retry.
            self.rows.release(remaining)
            raise
        except SoftTimeLimitExceeded:
            # The row that was too slow fails for good; the others are released for a later attempt.
            self.rows.release(remaining[1:])
            for row in remaining[:1]:
                logger.exception("%s %s took too long", row._meta.model_name, row.pk)
                self._finish(row, state=FAILED, error=TOO_SLOW)
        except Exception as error:
            if len(claimed) == 1:
                logger.exception("%s %s could not be made", claimed[0]._meta.model_name, claimed[0].pk)
                self._finish(claimed[0], state=FAILED, error=_code_of(error))
            else:
                logger.warning("a batch of %s files is made one by one", len(remaining), exc_info=True)
                self.rows.release(remaining)
                one_by_one = remaining
        return made_count + sum(self._make([row.pk]) for row in one_by_one)

    def _store(self, row: Row, content: bytes | BinaryIO) -> bool:
        """Store the content in chunks and close it; False when the claim was lost."""
        with ContentFile(content) if isinstance(content, bytes) else File(content) as file:
            size = file.seek(0, io.SEEK_END)
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            named_file = (self.name(row, sha256), file)
            return self._finish(row, named_file, state=READY, sha256=sha256, size=size)

    @transaction.atomic
    def _finish(self, claimed: Row, named_file: tuple[str, File] | None = None, **columns: object) -> bool:
        """Set the columns of a finished row and release its claim; False when the claim was lost."""
        row = self.rows.claimed_as([claimed]).select_for_update(of=("self",)).first()
        if row is None:
            return False
        if named_file:
            row.file.save(*named_file, save=False)
        columns["claimed_until"] = None
        for column, value in columns.items():
            setattr(row, column, value)
        row.save(update_fields=["file", *columns])
        self.notify(row)
        return True


@transaction.atomic
def expire(rows: ExpiringFileQuerySet, limit: int = 1000) -> int:
    """Delete the files of up to `limit` expired rows; return the number of rows."""
    due = list(rows.expired().select_for_update(skip_locked=True)[:limit])
    files = [(row.file.storage, row.file.name) for row in due if row.file]
    rows.filter(pk__in=[row.pk for row in due]).update(state=EXPIRED, file="", claimed_until=None)
    transaction.on_commit(lambda: [storage.delete(name) for storage, name in files], robust=True)
    return len(due)


def unguessable_name(suffix: str) -> str:
    """Return a new file name that nobody can guess."""
    return f"{uuid4().hex}.{suffix}"


def _code_of(error: Exception) -> str:
    return DISK_FULL if is_disk_full(error) else getattr(error, "error_code", UNEXPECTED)
