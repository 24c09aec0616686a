"""Levels and national totals that the department has published."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models.target_areas import TargetArea

LOWEST_LEVEL, HIGHEST_LEVEL = 0, 5


class PublishedLevel(models.Model):
    """A level that the department has published for an area and a year, with its source."""

    area = models.ForeignKey(TargetArea, models.PROTECT, related_name="published_levels")
    year = models.PositiveSmallIntegerField(_("fiscal year (B.E.)"))
    level = models.PositiveSmallIntegerField(_("level"))
    source = models.TextField(_("source"))

    class Meta:
        verbose_name = _("published level")
        ordering = ["area_id", "year"]
        constraints = [
            models.UniqueConstraint(fields=["area", "year"], name="published_level_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(level__range=(LOWEST_LEVEL, HIGHEST_LEVEL)),
                name="published_level_is_0_to_5",
            ),
        ]

    def __str__(self):
        return f"{self.area_id} {self.year}: {self.level}"


class PublishedTotal(models.Model):
    """A national total that the department has published: areas, provinces, or areas at a level."""

    class Kind(models.TextChoices):
        AREAS = "areas", _("Target areas")
        PROVINCES = "provinces", _("Provinces with target areas")
        AREAS_AT_LEVEL = "areas-at-level", _("Areas at a level")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("fiscal year (B.E.)"))
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    number = models.PositiveIntegerField(_("number"))
    published_on = models.DateField(_("published on"), null=True, blank=True)
    source = models.TextField(_("source"))

    class Meta:
        verbose_name = _("published total")
        ordering = ["-year", "kind", "-level"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "level"], name="published_total_once"),
            models.UniqueConstraint(
                fields=["kind", "year"],
                condition=models.Q(level__isnull=True),
                name="published_total_without_level_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="areas-at-level", level__isnull=False, level__range=(0, 5))
                | models.Q(kind__in=["areas", "provinces"], level__isnull=True),
                name="published_total_level_fits_kind",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.year}: {self.number}"
