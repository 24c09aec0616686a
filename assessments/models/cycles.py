"""The yearly cycles in which areas are assessed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from indicators.models import Framework


class Cycle(models.Model):
    """รอบการประเมิน: a fiscal year with its criteria edition and its dates."""

    year = models.PositiveSmallIntegerField(_("fiscal year (B.E.)"), unique=True)
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="cycles")
    opens_on = models.DateField(_("entry opens"))
    submit_by = models.DateField(_("submit by"))
    internal_audit_by = models.DateField(_("internal audit by"))
    external_audit_by = models.DateField(_("external audit by"))
    committee_by = models.DateField(_("committee by"))
    is_demonstration = models.BooleanField(_("demonstration data"), default=False)

    class Meta:
        verbose_name = _("cycle")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("submit_by"))
                & Q(submit_by__lte=F("internal_audit_by"))
                & Q(internal_audit_by__lte=F("external_audit_by"))
                & Q(external_audit_by__lte=F("committee_by")),
                name="cycle_dates_in_order",
            ),
        ]

    def __str__(self):
        return str(self.year)
