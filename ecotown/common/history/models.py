"""History of what people did: append-only rows in hash chains."""

from datetime import UTC

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotown.common.database.guards import Guard
from ecotown.common.history import chain as history_chain
from ecotown.common.queue.work_rows import WorkQuerySet, WorkRow


class HistoryChain(models.Model):
    """The hash chain of one subject, with its length and last hash; locked while a link is added."""

    subject = models.CharField(_("subject"), max_length=100, unique=True)
    length = models.PositiveIntegerField(_("links"), default=0)
    head = models.CharField(_("seal of the last link"), max_length=64, default=history_chain.GENESIS)

    class Meta:
        verbose_name = _("history chain")
        constraints = [
            Guard(
                name="history_chain_is_kept", refuses=["delete"], message="history chains are never deleted"
            ),
        ]

    def __str__(self):
        return self.subject


class Event(models.Model):
    """One event: who did what, when, with which values. Rows are never changed or deleted."""

    chain = models.ForeignKey(HistoryChain, models.PROTECT, related_name="rows")
    sequence = models.PositiveIntegerField(_("number in the chain"))
    name = models.SlugField(_("event"), max_length=60)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="events"
    )
    at = models.DateTimeField(_("time"))
    data = models.JSONField(_("values"), default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("history row")
        ordering = ["chain_id", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="event_once_in_chain"),
            Guard(name="event_stays", refuses=["update"], message="history rows are never changed"),
            Guard(name="event_is_kept", refuses=["delete"], message="history rows are never deleted"),
        ]

    def __str__(self):
        return f"{self.chain_id} #{self.sequence} {self.name}"


class HistoryCheckQuerySet(WorkQuerySet):
    def waiting(self):
        return self.filter(finished_at__isnull=True)


class HistoryCheck(WorkRow):
    """One verification of every chain, run by a worker.

    `breaks` lists the first broken row of each chain as `[subject, number, reason]`; `error` says that the
    check could not be finished.
    """

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="history_checks"
    )
    finished_at = models.DateTimeField(_("finished at"), null=True)
    chains = models.PositiveIntegerField(_("chains"), default=0)
    links = models.PositiveIntegerField(_("links"), default=0)
    breaks = models.JSONField(_("broken rows"), default=list)
    error = models.TextField(_("error"), blank=True)

    objects = HistoryCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("history check")
        ordering = ["-asked_at"]

    def __str__(self):
        return f"{self.asked_at:%Y-%m-%d %H:%M}"


def link_content(subject, sequence, *, name, by, at, data) -> dict[str, object]:
    """Return the content that a row's hash covers; `by` is a user id or None, `at` an aware datetime."""
    return {
        "chain": subject,
        "sequence": sequence,
        "name": name,
        "by": by,
        "at": at.astimezone(UTC).isoformat(),
        "data": data,
    }
