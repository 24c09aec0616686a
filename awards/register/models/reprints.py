"""Reprints of awards."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.designs.words import error_sentences
from awards.register.guards import HAS_ANOTHER_FILE
from awards.register.models.awards import Award
from ecotown.common.database.guards import Guard
from ecotown.common.queue.rendered_rows import RenderingQuerySet


class Reprint(models.Model):
    """ฉบับพิมพ์ซ้ำ: a reprint of an award with the same number, its reason and its file."""

    State = Award.State

    award = models.ForeignKey(Award, models.PROTECT, related_name="reprints")
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
        ordering = ["award_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["award"], condition=Q(state="waiting"), name="reprint_waits_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="reprint_has_reason"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "failed"], file="", sha256="")
                | (Q(state="ready") & ~Q(file="") & ~Q(sha256="")),
                name="reprint_ready_has_file",
            ),
            Guard(
                name="reprint_stays",
                refuses=["update"],
                message="a reprint is never changed",
                when="NEW.award_id <> OLD.award_id OR NEW.reason <> OLD.reason"
                f" OR NEW.asked_by_id <> OLD.asked_by_id OR (OLD.sha256 <> '' AND ({HAS_ANOTHER_FILE}))",
            ),
            Guard(name="reprint_is_kept", refuses=["delete"], message="a reprint is never deleted"),
        ]

    def __str__(self):
        return f"{self.award_id} {self.state}"

    @property
    def error_words(self) -> str:
        """Why its file could not be made, in words; empty without an error."""
        return error_sentences(self.error)
