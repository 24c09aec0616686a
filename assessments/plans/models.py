"""The targets of an area's plan, by indicator."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from areas.models import HIGHEST_LEVEL, LOWEST_LEVEL, TargetArea
from assessments.workflow.models import Assessment
from indicators.editions.models import NUMBER, Indicator

BUDGET = {"max_digits": 14, "decimal_places": 2}


class PlanTarget(models.Model):
    """เป้าหมายของแผนยกระดับ: the planned value of one indicator at the end of a fiscal year.

    A `value`, or inputs of the formula in PlanTargetInput; the baseline is the value in `assessment` when the
    target was set, and the highest level it met. Whether it is reached or late is computed, never stored.
    """

    area = models.ForeignKey(TargetArea, models.PROTECT, related_name="plan_targets")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="plan_targets")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="plan_targets")
    year = models.PositiveSmallIntegerField(_("target fiscal year (B.E.)"))
    value = models.DecimalField(_("target"), null=True, blank=True, **NUMBER)
    # Computed, so it may have more digits than entered values.
    baseline_value = models.DecimalField(
        _("value when planned"), max_digits=30, decimal_places=4, null=True, blank=True
    )
    baseline_level = models.PositiveSmallIntegerField(_("level when planned"))
    baseline_not_applicable = models.BooleanField(_("did not apply when planned"), default=False)
    responsible = models.CharField(_("responsible"), max_length=200)
    budget = models.DecimalField(_("budget (baht)"), null=True, blank=True, **BUDGET)
    note = models.TextField(_("note"), blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="plan_targets")
    set_at = models.DateTimeField(_("set at"))

    class Meta:
        verbose_name = _("target of a plan")
        ordering = ["year", "indicator_id"]
        constraints = [
            models.UniqueConstraint(fields=["area", "indicator", "year"], name="plan_target_once_a_year"),
            models.CheckConstraint(
                condition=Q(year__range=(2560, 2660)), name="plan_target_year_is_of_our_time"
            ),
            models.CheckConstraint(
                condition=Q(baseline_level__range=(LOWEST_LEVEL, HIGHEST_LEVEL)),
                name="plan_target_baseline_is_0_to_5",
            ),
            models.CheckConstraint(condition=~Q(responsible=""), name="plan_target_has_responsible"),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=0), name="plan_target_budget_is_not_negative"
            ),
        ]

    def __str__(self):
        return f"{self.area_id} {self.indicator_id} {self.year}"

    def get_absolute_url(self):
        return reverse("assessments:plan-target", args=[self.assessment_id, self.pk])


class PlanTargetInput(models.Model):
    """One number of the formula of a target."""

    target = models.ForeignKey(PlanTarget, models.CASCADE, related_name="inputs")
    key = models.CharField(_("key"), max_length=20)
    value = models.DecimalField(_("value"), **NUMBER)

    class Meta:
        verbose_name = _("formula input of a target")
        ordering = ["target_id", "key"]
        constraints = [models.UniqueConstraint(fields=["target", "key"], name="plan_target_input_once")]

    def __str__(self):
        return f"{self.target_id} {self.key}: {self.value}"
