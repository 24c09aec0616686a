"""Reports about an assessment that a person requested."""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.reports.domain import ReportKind
from assessments.reports.words import REPORTS
from assessments.workflow.models import Assessment
from ecotown.common.queue.rendered_rows import ExpiringQuerySet


def storage_name(report, _name):
    """Return the storage path of a file; it cannot be guessed and contains nothing that a person typed."""
    return f"papers/{report.assessment_id}/{uuid4().hex}.{report.suffix}"


def usual_expiry():
    return timezone.now() + timedelta(days=settings.PAPER_DAYS)


class ReportQuerySet(ExpiringQuerySet):
    def visible_to(self, user):
        """Return the reports that the user requested, of assessments that they may still see."""
        return self.filter(owner_id=user.pk, assessment__in=Assessment.objects.visible_to(user))


class Report(models.Model):
    """เอกสาร: a dossier, audit report or checklist requested by one person.

    Nobody else can open it, and it expires. `is_internal` says whether it contains internal notes. A worker
    that makes it holds a claim; when the claim runs out, another worker may take over.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("report", "Being made")
        READY = "ready", pgettext_lazy("report", "Ready")
        FAILED = "failed", pgettext_lazy("report", "Could not be made")
        EXPIRED = "expired", pgettext_lazy("report", "Expired")

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="reports")
    kind = models.CharField(_("kind"), max_length=20, choices=list(REPORTS.items()))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reports")
    is_internal = models.BooleanField(_("for the department only"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(_("asked for at"))
    claimed_until = models.DateTimeField(_("claimed until"), null=True)
    error = models.TextField(_("error"), blank=True)
    file = models.FileField(_("file"), upload_to=storage_name, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True)
    expires_at = models.DateTimeField(_("expires at"), default=usual_expiry)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "kind", "owner"], condition=Q(state="waiting"), name="report_waits_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(REPORTS)), name="report_kind_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "failed", "expired"], file="")
                | (Q(state="ready", size__gt=0) & ~Q(file="") & ~Q(sha256="")),
                name="report_ready_has_file",
            ),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.kind}"

    @property
    def suffix(self) -> str:
        return ReportKind(self.kind).suffix

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_open(self) -> bool:
        """Whether its owner can open the file."""
        return self.state == self.State.READY and self.expires_at > timezone.now()
