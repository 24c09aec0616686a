"""Print runs with the awards in them and those left out, and packages."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from awards.ceremonies.models import Ceremony, Recipient
from awards.designs.words import KINDS, error_sentences
from awards.printing.domain import PackageKind, RunState
from awards.printing.words import PACKAGE_LABELS, RUN_STATES
from awards.register.models.awards import Award
from ecotown.common.database.guards import Guard
from ecotown.common.produced_files.models import ExpiringFile, ready_has_file, state_field
from ecotown.common.queue.signs_of_life import is_queued


class PrintRunQuerySet(models.QuerySet):
    def with_counts(self):
        """Add `total`, the count of each state, and of waiting ones `claimed_count` and `last_asked_at`."""
        waiting = Q(items__award__state="waiting")
        return self.annotate(
            total=Count("items"),
            claimed_count=Count("items", filter=waiting & Q(items__award__claimed_until__gt=timezone.now())),
            last_asked_at=Max("items__award__asked_at", filter=waiting),
            **{
                f"{state}_count": Count("items", filter=Q(items__award__state=state))
                for state in ("ready", "failed", "waiting")
            },
        ).order_by("-started_at", "-pk")


class PrintRun(models.Model):
    """รอบการพิมพ์: documents of a ceremony printed together. A ceremony has one running print run at most."""

    ceremony = models.ForeignKey(Ceremony, models.PROTECT, related_name="runs")
    state = models.CharField(
        _("state"), max_length=10, choices=list(RUN_STATES.items()), default=RunState.RUNNING.value
    )
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="print_runs")
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True)

    objects = PrintRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("print run")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ceremony"], condition=Q(state="running"), name="print_run_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="running", finished_at__isnull=True)
                | Q(state__in=["finished", "cancelled"], finished_at__isnull=False),
                name="print_run_ended_has_time",
            ),
        ]

    def __str__(self):
        return f"{self.ceremony_id} {self.state}"

    def get_absolute_url(self):
        return reverse("awards:run", args=[self.ceremony_id, self.pk])

    @property
    def is_running(self) -> bool:
        return self.state == RunState.RUNNING

    @property
    def is_queued(self) -> bool:
        """Whether documents wait for a while and no living worker has one in hand; for `with_counts`."""
        return self.waiting_count > 0 and is_queued(self.last_asked_at, is_claimed=self.claimed_count > 0)


class PrintItem(models.Model):
    """One document of a print run, in call order. Its state is that of its award."""

    run = models.ForeignKey(PrintRun, models.PROTECT, related_name="items")
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="items")
    award = models.ForeignKey(Award, models.PROTECT, related_name="items")
    position = models.PositiveIntegerField(_("position"))

    class Meta:
        verbose_name = _("document of a print run")
        ordering = ["run_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["run", "award"], name="print_item_once_in_run"),
            models.UniqueConstraint(fields=["run", "position"], name="print_item_position_once"),
            Guard(
                name="print_item_is_kept",
                refuses=["update", "delete"],
                message="what was printed in a run is kept",
            ),
        ]

    def __str__(self):
        return f"{self.run_id}.{self.position}: {self.award_id}"


class PrintOmission(models.Model):
    """An award that a print run left out, because it could not be printed then, with the reason.

    It goes with its recipient, who may be taken off the list: nothing was issued.
    """

    run = models.ForeignKey(PrintRun, models.PROTECT, related_name="omissions")
    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="omissions")
    kind = models.CharField(_("kind"), max_length=12, choices=list(KINDS.items()))
    error = models.TextField(_("error"))

    class Meta:
        verbose_name = _("document left out of a print run")
        ordering = ["run_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "recipient", "kind"], name="print_omission_once_in_run"),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="print_omission_kind_is_known"),
            models.CheckConstraint(condition=~Q(error=""), name="print_omission_has_reason"),
            Guard(
                name="print_omission_stays",
                refuses=["update"],
                message="what a run left out is kept as it was",
            ),
        ]

    def __str__(self):
        return f"{self.run_id}: {self.recipient_id} {self.kind}"


class Package(ExpiringFile):
    """ชุดเอกสาร: the documents of a ceremony in one file, or its run sheet. One person owns it; it expires."""

    media_folder = "packages"
    error_sentence = staticmethod(error_sentences)

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("package", "Being made")
        READY = "ready", pgettext_lazy("package", "Ready")
        FAILED = "failed", pgettext_lazy("package", "Could not be made")
        EXPIRED = "expired", pgettext_lazy("package", "Expired")

    ceremony = models.ForeignKey(Ceremony, models.PROTECT, related_name="packages")
    kind = models.CharField(_("kind"), max_length=20, choices=list(PACKAGE_LABELS.items()))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="packages")
    state = state_field(State)

    class Meta:
        verbose_name = _("package")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ceremony", "kind", "owner"],
                condition=Q(state="waiting"),
                name="package_waits_once",
            ),
            models.CheckConstraint(condition=Q(kind__in=list(PACKAGE_LABELS)), name="package_kind_is_known"),
            ready_has_file(is_expiring=True),
        ]

    def __str__(self):
        return f"{self.ceremony_id} {self.kind}"

    @property
    def suffix(self) -> str:
        return PackageKind(self.kind).suffix
