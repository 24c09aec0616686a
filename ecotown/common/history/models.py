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


class NameSeal(models.Model):
    """The name under which a person signed, sealed with a salt: events hold the digest, never the name.

    A person who is called otherwise gets another seal; the former stays for the events that it signed. When a
    person's data are erased, name and salt go and the digest stays, so that the chains stay whole.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="name_seals")
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    salt = models.CharField(_("salt"), max_length=64, blank=True)
    sealed_at = models.DateTimeField(_("sealed at"))

    class Meta:
        verbose_name = _("name seal")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(name="", salt="") | ~(models.Q(name="") | models.Q(salt="")),
                name="name_seal_goes_whole",
            ),
            Guard(
                name="name_seal_stays",
                refuses=["update"],
                message="a sealed name is never changed, only erased",
                when=(
                    "NOT (NEW.name = '' AND NEW.salt = '' AND NEW.id = OLD.id AND NEW.digest = OLD.digest"
                    " AND NEW.person_id = OLD.person_id AND NEW.sealed_at = OLD.sealed_at)"
                ),
            ),
            Guard(name="name_seal_is_kept", refuses=["delete"], message="a name seal is never deleted"),
        ]

    def __str__(self):
        return self.name or self.digest

    @property
    def is_erased(self) -> bool:
        return not self.salt


class Event(models.Model):
    """One event: who did what, when, with which values. Rows are never changed or deleted.

    `name_seal` is the name under which the person signed. It is empty where the portal itself acted, and in
    events from before names were sealed.
    """

    chain = models.ForeignKey(HistoryChain, models.PROTECT, related_name="rows")
    sequence = models.PositiveIntegerField(_("number in the chain"))
    name = models.SlugField(_("event"), max_length=60)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="events"
    )
    name_seal = models.ForeignKey(
        NameSeal, models.PROTECT, to_field="digest", null=True, blank=True, related_name="events"
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

    @property
    def signed_by(self) -> str:
        """Return the name under which the person acted; what stands for an erased one; "" for the portal."""
        if self.name_seal is not None and not self.name_seal.is_erased:
            return self.name_seal.name
        return str(self.by) if self.by else ""


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


def link_content(subject, sequence, *, name, by, at, data, name_seal=None) -> dict[str, object]:
    """Return the content that a row's hash covers.

    `by` is a user id or None, `at` an aware datetime, `name_seal` the digest of the sealed name. Without one
    the content is that of the rows from before names were sealed.
    """
    signed = {} if name_seal is None else {"name_seal": name_seal}
    return {
        "chain": subject,
        "sequence": sequence,
        "name": name,
        "by": by,
        "at": at.astimezone(UTC).isoformat(),
        "data": data,
        **signed,
    }
