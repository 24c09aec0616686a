"""Reprints of awards."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.designs.words import error_sentences
from awards.register.guards import HAS_ANOTHER_FILE
from awards.register.models.awards import Award
from ecotown.common.database.guards import Guard
from ecotown.common.produced_files.models import ProducedFile, ready_has_file, state_field


class Reprint(ProducedFile):
    """ฉบับพิมพ์ซ้ำ: a reprint of an award with the same number, its reason and its file."""

    media_folder = "reprints"
    error_sentence = staticmethod(error_sentences)
    State = Award.State

    award = models.ForeignKey(Award, models.PROTECT, related_name="reprints")
    reason = models.TextField(_("reason of the reprint"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reprints")
    state = state_field(State)

    class Meta:
        verbose_name = _("reprint")
        ordering = ["award_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["award"], condition=Q(state="waiting"), name="reprint_waits_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="reprint_has_reason"),
            ready_has_file(),
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
