"""The rows of a crosswalk between two editions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.crosswalks.domain import origins
from indicators.editions.guards import stays_once_published
from indicators.editions.models import Framework, Indicator


class Crosswalk(models.Model):
    """ตารางเทียบตัวชี้วัด: the origins of the indicators of an edition in an earlier edition."""

    framework = models.OneToOneField(Framework, models.CASCADE, related_name="crosswalk")
    earlier = models.ForeignKey(Framework, models.PROTECT, related_name="later_crosswalks")

    class Meta:
        verbose_name = _("crosswalk")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(framework=models.F("earlier")), name="crosswalk_of_two_editions"
            ),
            stays_once_published("crosswalk"),
        ]

    def __str__(self):
        return f"{self.earlier_id} → {self.framework_id}"


class CrosswalkLine(models.Model):
    """An origin of an indicator in the earlier edition; an indicator without lines is new."""

    class Relation(models.TextChoices):
        SAME = origins.SAME, _("The same")
        CHANGED = origins.CHANGED, _("Changed in meaning")
        PART = origins.PART, _("Split or merged")

    crosswalk = models.ForeignKey(Crosswalk, models.CASCADE, related_name="lines")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="origins")
    earlier = models.ForeignKey(Indicator, models.PROTECT, related_name="successors")
    relation = models.CharField(_("relation"), max_length=10, choices=Relation.choices)

    class Meta:
        verbose_name = _("line of a crosswalk")
        ordering = ["crosswalk_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "earlier"], name="crosswalk_line_once"),
            models.CheckConstraint(
                condition=models.Q(relation__in=[origins.SAME, origins.CHANGED, origins.PART]),
                name="crosswalk_relation_is_known",
            ),
            stays_once_published(
                "crosswalk_line",
                "(SELECT framework_id FROM indicators_crosswalk WHERE id = {row}.crosswalk_id)",
            ),
        ]

    def __str__(self):
        return f"{self.earlier_id} → {self.indicator_id}: {self.relation}"
