"""Reports about an assessment that a person requested."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.reports.domain import ReportKind
from assessments.reports.words import REPORTS
from assessments.workflow.models import Assessment
from ecotown.common.produced_files.models import (
    ExpiringFile,
    ExpiringFileQuerySet,
    ready_has_file,
    state_field,
)


class ReportQuerySet(ExpiringFileQuerySet):
    def visible_to(self, user):
        """Return the reports that the user requested, of assessments that they may still see."""
        return self.filter(owner_id=user.pk, assessment__in=Assessment.objects.visible_to(user))


class Report(ExpiringFile):
    """เอกสาร: a dossier, audit report or checklist requested by one person.

    Nobody else can open it, and it expires. `is_internal` says whether it contains internal notes.
    """

    media_folder = "papers"

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("report", "Being made")
        READY = "ready", pgettext_lazy("report", "Ready")
        FAILED = "failed", pgettext_lazy("report", "Could not be made")
        EXPIRED = "expired", pgettext_lazy("report", "Expired")

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="reports")
    kind = models.CharField(_("kind"), max_length=20, choices=list(REPORTS.items()))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reports")
    is_internal = models.BooleanField(_("for the department only"))
    state = state_field(State)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "kind", "owner"], condition=Q(state="waiting"), name="report_waits_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(REPORTS)), name="report_kind_is_known"),
            ready_has_file(is_expiring=True),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.kind}"

    @property
    def suffix(self) -> str:
        return ReportKind(self.kind).suffix
