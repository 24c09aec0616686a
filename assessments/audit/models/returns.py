"""Returns to the province: the returned items with reasons, and the due date."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.audit.models.assignments import STAGE_CHOICES, STAGE_IS_KNOWN
from assessments.audit.models.verdicts import Verdict
from assessments.workflow.models import Assessment
from ecotown.common.database.guards import Guard


class Return(models.Model):
    """การส่งกลับ: one return of an assessment from a stage to the province. `number` counts from 1."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="returns")
    number = models.PositiveSmallIntegerField(_("number"))
    stage = models.CharField(_("stage"), max_length=20, choices=STAGE_CHOICES)
    due_on = models.DateField(_("due date"))
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="returns")
    returned_at = models.DateTimeField(_("returned at"))
    resubmitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="resubmissions"
    )
    resubmitted_at = models.DateTimeField(_("submitted again at"), null=True)

    class Meta:
        verbose_name = _("return")
        ordering = ["assessment_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="return_number_once"),
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(resubmitted_at__isnull=True), name="return_one_open"
            ),
            models.CheckConstraint(condition=STAGE_IS_KNOWN, name="return_stage_is_known"),
            models.CheckConstraint(
                condition=Q(resubmitted_by__isnull=True, resubmitted_at__isnull=True)
                | Q(resubmitted_by__isnull=False, resubmitted_at__gte=F("returned_at")),
                name="return_resubmitted_by_and_at",
            ),
            Guard(
                name="return_stays_once_answered",
                refuses=["update"],
                message="a return that was answered is never changed",
                when="OLD.resubmitted_at IS NOT NULL",
            ),
            Guard(name="return_is_kept", refuses=["delete"], message="a return is never deleted"),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.number}"


class ReturnedItem(models.Model):
    """One returned indicator with the verdict that returned it; the province changes its value or replies."""

    returned_in = models.ForeignKey(Return, models.PROTECT, related_name="items")
    verdict = models.OneToOneField(Verdict, models.PROTECT, related_name="returned_item")
    reply = models.TextField(_("reply of the province"), blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="replies"
    )
    replied_at = models.DateTimeField(_("replied at"), null=True)

    class Meta:
        verbose_name = _("returned indicator")
        ordering = ["returned_in_id", "verdict__indicator_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reply="", replied_by__isnull=True, replied_at__isnull=True)
                | Q(replied_by__isnull=False, replied_at__isnull=False),
                name="returned_item_replied_by_and_at",
            ),
            Guard(
                name="returned_item_stays_once_submitted",
                refuses=["update"],
                message="the answer to a return is never changed after it was submitted",
                when="NEW.verdict_id <> OLD.verdict_id OR NEW.returned_in_id <> OLD.returned_in_id"
                " OR EXISTS (SELECT 1 FROM assessments_return r"
                " WHERE r.id = OLD.returned_in_id AND r.resubmitted_at IS NOT NULL)",
            ),
            Guard(
                name="returned_item_is_kept",
                refuses=["delete"],
                message="a returned indicator is never deleted",
            ),
        ]

    def __str__(self):
        return f"{self.returned_in_id}: {self.verdict_id}"
