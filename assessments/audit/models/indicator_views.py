"""Which indicators an assessor has opened in an audit."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.audit.models.assignments import STAGE_CHOICES, STAGE_IS_KNOWN
from assessments.workflow.models import Assessment
from indicators.editions.models import Indicator


class IndicatorView(models.Model):
    """The state in which an assessor last saw an indicator at a stage.

    When `seen` differs from the present state, the indicator was changed since, for example in a return.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="indicator_views")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="indicator_views")
    stage = models.CharField(_("stage"), max_length=20, choices=STAGE_CHOICES)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="indicator_views")
    seen = models.JSONField(_("what was seen"))
    at = models.DateTimeField(_("looked at"))

    class Meta:
        verbose_name = _("look at an indicator")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "stage", "user", "indicator"], name="indicator_view_once"
            ),
            models.CheckConstraint(condition=STAGE_IS_KNOWN, name="indicator_view_stage_is_known"),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.indicator_id} {self.stage} {self.user_id}"
