"""Public holidays, each with its source."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PublicHoliday(models.Model):
    """A day on which the offices of the state are closed besides weekends (วันหยุดราชการ).

    A year is known when it has any; resolutions of the cabinet may add days to it until it is over.
    """

    class Confidence(models.TextChoices):
        RULE = "rule", pgettext_lazy("holiday", "certain by rule")
        ANNOUNCED = "announced", pgettext_lazy("holiday", "announced")
        CALCULATED = "calculated", pgettext_lazy("holiday", "calculated, not announced yet")

    day = models.DateField(_("day"), unique=True)
    name_th = models.CharField(_("Thai name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence.choices)
    source = models.TextField(_("source"))

    class Meta:
        verbose_name = _("public holiday")
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confidence__in=["rule", "announced", "calculated"]),
                name="holiday_confidence_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.day}: {self.name_th}"
