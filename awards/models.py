"""What the department hands out for a granted level."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.domain.corrections import Decision
from assessments.models import Assessment, Resolution
from ecotown.common.rendering import RenderingQuerySet


class CertificateQuerySet(RenderingQuerySet):
    def visible_to(self, user):
        """Those of the assessments that the user may see."""
        return self.filter(assessment__in=Assessment.objects.visible_to(user))


class Certificate(models.Model):
    """เกียรติบัตร: the paper for one published result. Its file is made once and never replaced.

    A worker that renders it holds a claim; when the claim runs out, another worker may take over.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("certificate", "Being prepared")
        READY = "ready", pgettext_lazy("certificate", "Ready")
        FAILED = "failed", pgettext_lazy("certificate", "Could not be made")

    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="certificate")
    year = models.PositiveSmallIntegerField(_("fiscal year (B.E.)"))
    running_number = models.PositiveIntegerField(_("running number in the year"))
    code = models.CharField(_("verification code"), max_length=24, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(_("rendering asked for at"))
    claimed_until = models.DateTimeField(_("claimed until"), null=True)
    error = models.TextField(_("error"), blank=True)
    file = models.FileField(_("file"), upload_to="certificates", blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="issued_certificates"
    )
    issued_at = models.DateTimeField(_("issued at"))
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="revoked_certificates"
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revocation_reason = models.TextField(_("reason of the revocation"), blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        ordering = ["-year", "-running_number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "running_number"], name="certificate_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "failed"], file="", sha256="")
                | (Q(state="ready") & ~Q(file="") & ~Q(sha256="")),
                name="certificate_ready_has_file",
            ),
            models.CheckConstraint(
                condition=Q(revoked_by__isnull=True, revoked_at__isnull=True, revocation_reason="")
                | (Q(revoked_by__isnull=False, revoked_at__isnull=False) & ~Q(revocation_reason="")),
                name="certificate_revoked_has_reason",
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("awards:certificate", args=[self.assessment_id])

    @property
    def number(self) -> str:
        """The number printed on it: running number / fiscal year, such as 12/2569."""
        return f"{self.running_number}/{self.year}"

    @property
    def verification_url(self) -> str:
        """The full address behind its QR code."""
        return f"{settings.SITE_URL}{reverse('awards:verify', args=[self.code])}"

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    @cached_property
    def resolution(self) -> Resolution:
        """What the certificate says: the resolution in force when it was issued."""
        in_force = self.assessment.resolutions.filter(recorded_at__lte=self.issued_at)
        return in_force.select_related("meeting").latest("recorded_at", "pk")

    @cached_property
    def corrected_at(self) -> datetime | None:
        """When the published result was corrected after the certificate was issued, last; None when never."""
        later = self.assessment.corrections.filter(state=Decision.APPROVED, decided_at__gt=self.issued_at)
        return later.aggregate(last=Max("decided_at"))["last"]

    @property
    def is_outdated(self) -> bool:
        """Whether another level is in force than the one printed."""
        return self.assessment.resolution.granted_level != self.resolution.granted_level
