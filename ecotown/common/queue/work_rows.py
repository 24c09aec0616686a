"""Rows that wait for a worker: each is claimed by one worker at a time, and its attempts are counted.

A worker holds a claim while it works. When the claim runs out, the row was lost with its worker, and another
worker may take over; a row that was lost twice is claimed alone, one that was lost three times is given up.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecotown.common.queue.hints import DATABASE_ERRORS
from ecotown.common.queue.signs_of_life import is_queued

MAX_ATTEMPTS = 3
# Codes of errors: of a row that was given up, and of any other one.
LOST, UNEXPECTED = "lost", "unexpected"
Row = TypeVar("Row", bound="WorkRow")


class WorkQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Filter to rows whose work is not done."""
        raise NotImplementedError

    def unclaimed(self) -> Self:
        """Filter to waiting rows that no worker has in hand."""
        return self.waiting().filter(Q(claimed_until__isnull=True) | Q(claimed_until__lt=timezone.now()))

    def claimed_as(self, rows: Sequence[Row]) -> Self:
        """Filter to these rows, claimed together, as long as their claim is valid."""
        return self.waiting().filter(pk__in=[row.pk for row in rows], claimed_until=rows[0].claimed_until)

    @transaction.atomic
    def claim(self, pks: Sequence[int]) -> list[Row]:
        """Claim the unclaimed rows among `pks`, with one expiry time for all, and return them in order.

        A row that was lost twice is left out unless it is alone, one that was lost three times always.
        """
        is_alone = len(pks) == 1
        left_out = MAX_ATTEMPTS if is_alone else MAX_ATTEMPTS - 1
        unclaimed = self.unclaimed().filter(pk__in=pks, attempts__lt=left_out)
        claimed = list(unclaimed.select_for_update(of=("self",), skip_locked=not is_alone))
        until = timezone.now() + timedelta(seconds=settings.CLAIM_SECONDS)
        locked = self.model._base_manager.filter(pk__in=[row.pk for row in claimed])
        locked.update(claimed_until=until, attempts=F("attempts") + 1)
        for row in claimed:
            row.claimed_until, row.attempts = until, row.attempts + 1
        return claimed

    def release(self, rows: Sequence[Row]) -> None:
        """Give up the claim of rows that nothing happened to, if the database is there; no attempt counts."""
        with suppress(*DATABASE_ERRORS):
            if rows:
                self.claimed_as(rows).update(claimed_until=None, attempts=F("attempts") - 1)

    @transaction.atomic
    def take_overdue(self, limit: int = 500) -> list[Row]:
        """Return up to `limit` rows whose message was lost or whose worker died, marked as asked for now."""
        now = timezone.now()
        asked_before = now - timedelta(seconds=settings.CLAIM_SECONDS)
        overdue = self.unclaimed().filter(asked_at__lt=asked_before)
        rows = list(overdue.select_for_update(of=("self",), skip_locked=True)[:limit])
        self.model._base_manager.filter(pk__in=[row.pk for row in rows]).update(asked_at=now)
        return rows


class WorkRow(models.Model):
    """A row that waits for a worker."""

    asked_at = models.DateTimeField(_("asked for at"))
    claimed_until = models.DateTimeField(_("claimed until"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)

    queue: ClassVar[str] = settings.CELERY_TASK_DEFAULT_QUEUE  # of the workers that take it

    class Meta:
        abstract = True

    @property
    def is_given_up(self) -> bool:
        """Whether its workers died so often that no other one takes it."""
        return self.attempts >= MAX_ATTEMPTS

    @property
    def is_queued(self) -> bool:
        """Whether it waits, for no living worker of its queue has it in hand."""
        is_claimed = self.claimed_until is not None and self.claimed_until > timezone.now()
        return is_queued(self.asked_at, is_claimed=is_claimed, queue=self.queue)


def asked_now() -> dict[str, datetime | int | None]:
    """Return the columns of a WorkRow that is asked for now, for the first time or again."""
    return {"asked_at": timezone.now(), "claimed_until": None, "attempts": 0}
