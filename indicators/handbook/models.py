"""The files of the handbook of an edition."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecotown.common.produced_files.models import ProducedFile, ready_has_file, state_field
from indicators.editions.models import Framework

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Handbook(ProducedFile):
    """คู่มือเกณฑ์: an edition for reading and printing, in one language.

    `checksum` is that of the criteria for which it was asked; a draft changes afterwards, a published edition
    never.
    """

    media_folder = "handbooks"

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("handbook", "Being made")
        READY = "ready", pgettext_lazy("handbook", "Ready")
        FAILED = "failed", pgettext_lazy("handbook", "Could not be made")

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="handbooks")
    language = models.CharField(_("language"), max_length=2)
    checksum = models.CharField(_("SHA-256 of the criteria"), max_length=64)
    state = state_field(State)

    class Meta:
        verbose_name = _("handbook")
        ordering = ["framework_id", "language"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "language"], name="handbook_once"),
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="handbook_language_is_known"),
            ready_has_file(),
        ]

    def __str__(self):
        return f"{self.framework_id} {self.language}"
