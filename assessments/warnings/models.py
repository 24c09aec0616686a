"""Answers of officers to plausibility warnings, and their notes on indicators."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.warnings.domain.warnings import WarningKind
from assessments.warnings.words import WARNING_KINDS
from assessments.workflow.guards import IS_LOCKED, assessment_meets
from assessments.workflow.models import Assessment
from ecotown.common.database.guards import Guard
from indicators.editions.models import Indicator

LOCKED = "what was said about the values of a submitted assessment is never changed"


class WarningAnswer(models.Model):
    """คำชี้แจง: the reason why a number that raised a warning is right.

    It answers the warning with exactly the numbers stored in `raised`; see `RaisedWarning.mark`.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="warning_answers")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="warning_answers")
    kind = models.CharField(_("kind"), max_length=20, choices=list(WARNING_KINDS.items()))
    rule = models.SlugField(_("consistency rule or shared quantity"), max_length=40, blank=True)
    raised = models.JSONField(_("the warning as it was shown"))
    reason = models.TextField(_("reason"))
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="warning_answers")
    answered_at = models.DateTimeField(_("answered at"))

    class Meta:
        verbose_name = _("answer to a warning")
        ordering = ["assessment_id", "indicator_id", "kind", "rule"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "indicator", "kind", "rule"], name="warning_answer_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[WarningKind.CONTRADICTION.value, WarningKind.QUANTITY.value])
                & ~Q(rule="")
                | Q(kind__in=[WarningKind.LAST_YEAR.value, WarningKind.OTHER_AREAS.value], rule=""),
                name="warning_answer_kind_is_known",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="warning_answer_has_reason"),
            Guard(
                name="warning_answer_is_locked",
                refuses=["insert", "update", "delete"],
                message=LOCKED,
                when=assessment_meets(IS_LOCKED),
            ),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.indicator_id}: {self.kind}"


class Note(models.Model):
    """บันทึก: an officer's note on one indicator, for colleagues and assessors.

    `revision` counts its changes, so that two officers do not overwrite each other.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="notes")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="notes")
    text = models.TextField(_("note"), blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notes")
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("note")
        ordering = ["assessment_id", "indicator_id"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "indicator"], name="note_once_at_an_indicator"),
            Guard(
                name="note_is_locked",
                refuses=["insert", "update", "delete"],
                message=LOCKED,
                when=assessment_meets(IS_LOCKED),
            ),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.indicator_id}"
