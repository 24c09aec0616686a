"""Files of the minutes of a meeting."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.committee.models.meetings import Meeting
from ecotown.common.database.guards import Guard
from ecotown.common.produced_files.models import ProducedFile, ready_has_file, state_field


class Minutes(ProducedFile):
    """รายงานการประชุม: a file of minutes, final or a draft.

    Each person has one draft of each format; the final minutes are a PDF, made only once.
    """

    media_folder = "minutes"

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        WORD = "docx", "Word"

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("minutes", "Being prepared")
        READY = "ready", pgettext_lazy("minutes", "Ready")
        FAILED = "failed", pgettext_lazy("minutes", "Could not be made")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes")
    is_final = models.BooleanField(_("final"), default=False)
    file_format = models.CharField(
        _("format"), max_length=10, choices=Format.choices, default=Format.PDF.value
    )
    state = state_field(State)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="minutes")

    class Meta:
        verbose_name = _("minutes")
        ordering = ["meeting_id", "-is_final", "-file_format", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(is_final=True), name="minutes_final_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "asked_by", "file_format"],
                condition=Q(is_final=False),
                name="minutes_draft_once_a_person",
            ),
            models.CheckConstraint(
                condition=Q(file_format="pdf") | Q(file_format="docx", is_final=False),
                name="minutes_final_is_pdf",
            ),
            ready_has_file(),
            Guard(
                name="minutes_stay_once_final",
                refuses=["update"],
                message="final minutes are never made again",
                when="OLD.is_final AND OLD.sha256 <> ''",
            ),
            Guard(
                name="minutes_are_kept_once_final",
                refuses=["delete"],
                message="final minutes are never deleted",
                when="OLD.is_final",
            ),
        ]

    def __str__(self):
        return f"{self.meeting_id} {self.state}"
