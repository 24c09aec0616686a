"""The tables of the plausibility settings, which may change after their edition is published."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.editions.models import NUMBER, Framework, Indicator
from indicators.plausibility.domain import EQUAL, NOT_MORE


class Plausibility(models.Model):
    """The settings for the warnings of an edition. `checksum` is that of the file loaded last."""

    framework = models.OneToOneField(Framework, models.PROTECT, related_name="plausibility")
    official = models.BooleanField(_("official"), default=False)
    note_th = models.TextField(_("Thai note"), blank=True)
    note_en = models.TextField(_("English note"), blank=True)
    minimum_areas = models.PositiveSmallIntegerField(_("fewest other areas"))
    spread = models.DecimalField(_("spread"), **NUMBER)
    checksum = models.CharField(_("SHA-256 of the settings"), max_length=64)
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("plausibility settings")
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum_areas__gte=3, spread__gt=0), name="plausibility_range_makes_sense"
            ),
        ]

    def __str__(self):
        return str(self.framework)

    @property
    def history_subject(self) -> str:
        return f"plausibility:{self.framework.edition}"


class Limit(models.Model):
    """How far the numbers of an indicator may differ from last year's; empty: not compared."""

    plausibility = models.ForeignKey(Plausibility, models.CASCADE, related_name="limits")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="limits")
    factor = models.DecimalField(_("factor"), null=True, blank=True, **NUMBER)
    least = models.DecimalField(_("least difference"), default=0, **NUMBER)
    points = models.DecimalField(_("percentage points"), null=True, blank=True, **NUMBER)

    class Meta:
        verbose_name = _("limit")
        ordering = ["indicator_id"]
        constraints = [
            models.UniqueConstraint(fields=["plausibility", "indicator"], name="limit_once"),
            models.CheckConstraint(
                condition=(Q(factor__isnull=True) | Q(factor__gt=1))
                & (Q(points__isnull=True) | Q(points__gt=0))
                & Q(least__gte=0),
                name="limit_makes_sense",
            ),
        ]

    def __str__(self):
        return f"{self.indicator_id}: {self.factor}"


class ConsistencyRule(models.Model):
    """Numbers of an area that must be equal, or of which the first must not exceed the second."""

    plausibility = models.ForeignKey(Plausibility, models.CASCADE, related_name="rules")
    key = models.SlugField(_("key"), max_length=40)
    relation = models.CharField(_("relation"), max_length=10)
    name_th = models.CharField(_("Thai name"), max_length=300)
    name_en = models.CharField(_("English name"), max_length=300)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("consistency rule")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plausibility", "key"], name="consistency_rule_once"),
            models.CheckConstraint(
                condition=Q(relation__in=[EQUAL, NOT_MORE]), name="consistency_relation_is_known"
            ),
        ]

    def __str__(self):
        return self.key


class ConsistencySpot(models.Model):
    """A number of a consistency rule: a formula input of an indicator; without a key its value."""

    rule = models.ForeignKey(ConsistencyRule, models.CASCADE, related_name="spots")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="consistency_spots")
    key = models.CharField(_("formula input"), max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("number of a consistency rule")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "indicator", "key"], name="consistency_spot_once")
        ]

    def __str__(self):
        return f"{self.indicator_id}.{self.key}"
