"""That certificates and plaques were printed again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.labels import trouble
from awards.models.certificates import Certificate
from ecotown.common.rendering import RenderingQuerySet


class Reprint(models.Model):
    """ฉบับพิมพ์ซ้ำ: that a certificate or plaque was printed again with its number, why, and the file of it."""

    State = Certificate.State

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="reprints")
    reason = models.TextField(_("reason of the reprint"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reprints")
    asked_at = models.DateTimeField(_("rendering asked for at"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    claimed_until = models.DateTimeField(_("claimed until"), null=True)
    error = models.TextField(_("error"), blank=True)
    file = models.FileField(_("file"), upload_to="reprints", blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    objects = RenderingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reprint")
        ordering = ["certificate_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(state="waiting"), name="reprint_waits_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="reprint_has_reason"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "failed"], file="", sha256="")
                | (Q(state="ready") & ~Q(file="") & ~Q(sha256="")),
                name="reprint_ready_has_file",
            ),
        ]

    def __str__(self):
        return f"{self.certificate_id} {self.state}"

    @property
    def trouble(self) -> str:
        """Why it could not be made, as pages say it; empty when nothing went wrong."""
        return trouble(self.error)
