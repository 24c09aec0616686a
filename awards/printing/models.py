"""Print runs and the awards in them."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.ceremonies.models import Ceremony, Recipient
from awards.printing.domain import RunState
from awards.printing.words import RUN_STATES
from awards.register.models import Award


class PrintRunQuerySet(models.QuerySet):
    def with_counts(self):
        """Add `total`, `ready_count`, `failed_count` and `waiting_count`."""
        return self.annotate(
            total=Count("items"),
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
        ]

    def __str__(self):
        return f"{self.run_id}.{self.position}: {self.award_id}"
