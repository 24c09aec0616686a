"""The tables of loaded years: the year of an area, its values with their inputs, its shared quantities."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from areas.models import HIGHEST_LEVEL, LOWEST_LEVEL, TargetArea, in_term
from assessments.past_years.domain import FIRST_YEAR, LONGEST_SOURCE
from assessments.past_years.guards import IS_ASSESSED
from ecotown.common.database.guards import Guard
from indicators.editions.models import NUMBER, Framework, Indicator, Quantity


class PastYearQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return what the user may see: officers their provinces, assessors and administrators all."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_officer:
            return self.filter(in_term("area__province__terms", officer=user))
        if user.is_assessor or user.is_administrator:
            return self
        return self.none()

    def released(self):
        """Filter to the years whose level everyone may see."""
        return self.filter(released_at__isnull=False)

    def with_values(self):
        """Filter to the years of which more than a level is known: what later years are compared with."""
        values = PastValue.objects.filter(past_year=OuterRef("pk"))
        quantities = PastQuantity.objects.filter(past_year=OuterRef("pk"))
        return self.filter(Exists(values) | Exists(quantities))


class PastYear(models.Model):
    """ข้อมูลปีก่อน: what is known of an area in a fiscal year before its first assessment in the portal.

    It was loaded with its source. The portal has neither assessed nor certified it: it has no status, no
    audit, no resolution and no award. `granted_level` is the one that the source names, if any. Everyone may
    see that level once an administrator has released it.
    """

    area = models.ForeignKey(TargetArea, models.PROTECT, related_name="past_years")
    year = models.PositiveSmallIntegerField(_("fiscal year (B.E.)"))
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="past_years")
    granted_level = models.PositiveSmallIntegerField(_("granted level"), null=True, blank=True)
    source = models.TextField(_("source"), max_length=LONGEST_SOURCE)
    sha256 = models.CharField(_("SHA-256 of the workbook"), max_length=64)
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="loaded_years")
    loaded_at = models.DateTimeField(_("loaded at"))
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="released_years"
    )
    released_at = models.DateTimeField(_("released at"), null=True)

    objects = PastYearQuerySet.as_manager()

    class Meta:
        verbose_name = _("loaded year")
        ordering = ["area_id", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["area", "year"], name="past_year_once"),
            models.CheckConstraint(condition=Q(year__gte=FIRST_YEAR), name="past_year_is_of_our_time"),
            models.CheckConstraint(
                condition=Q(granted_level__isnull=True)
                | Q(granted_level__range=(LOWEST_LEVEL, HIGHEST_LEVEL)),
                name="past_year_level_is_0_to_5",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="past_year_has_source"),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True, released_at__isnull=True)
                | Q(released_by__isnull=False, released_at__isnull=False),
                name="past_year_released_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(granted_level__isnull=False),
                name="past_year_released_has_level",
            ),
            Guard(
                name="past_year_is_not_assessed",
                refuses=["insert", "update"],
                message="a year that the portal has assessed is never loaded",
                when=IS_ASSESSED,
            ),
        ]

    def __str__(self):
        return f"{self.area_id} {self.year}"

    def get_absolute_url(self):
        return reverse("past_years:year", args=[self.area.key, self.year])

    @property
    def is_released(self) -> bool:
        return self.released_at is not None


class PastValue(models.Model):
    """The value of an indicator in a loaded year: a value, inputs of its formula, or a reason for neither."""

    past_year = models.ForeignKey(PastYear, models.CASCADE, related_name="values")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="past_values")
    value = models.DecimalField(_("value"), null=True, blank=True, **NUMBER)
    not_applicable = models.BooleanField(_("not applicable"), default=False)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("value of a loaded year")
        ordering = ["past_year_id", "indicator_id"]
        constraints = [
            models.UniqueConstraint(fields=["past_year", "indicator"], name="past_value_once_in_year"),
            models.CheckConstraint(
                condition=Q(not_applicable=False) | (Q(value__isnull=True) & ~Q(reason="")),
                name="past_value_not_applicable_has_reason",
            ),
        ]

    def __str__(self):
        return f"{self.past_year_id} {self.indicator_id}"


class PastInput(models.Model):
    """One number of the formula of a value of a loaded year."""

    past_value = models.ForeignKey(PastValue, models.CASCADE, related_name="inputs")
    key = models.CharField(_("key"), max_length=20)
    value = models.DecimalField(_("value"), **NUMBER)

    class Meta:
        verbose_name = _("formula input of a loaded year")
        ordering = ["past_value_id", "key"]
        constraints = [models.UniqueConstraint(fields=["past_value", "key"], name="past_input_once")]

    def __str__(self):
        return f"{self.past_value_id} {self.key}: {self.value}"


class PastQuantity(models.Model):
    """The number of a shared quantity in a loaded year."""

    past_year = models.ForeignKey(PastYear, models.CASCADE, related_name="quantities")
    quantity = models.ForeignKey(Quantity, models.PROTECT, related_name="past_quantities")
    value = models.DecimalField(_("value"), **NUMBER)

    class Meta:
        verbose_name = _("shared quantity of a loaded year")
        ordering = ["past_year_id", "quantity_id"]
        constraints = [
            models.UniqueConstraint(fields=["past_year", "quantity"], name="past_quantity_once_in_year"),
            models.CheckConstraint(condition=Q(value__gte=0), name="past_quantity_is_not_negative"),
        ]

    def __str__(self):
        return f"{self.past_year_id} {self.quantity_id}: {self.value}"
