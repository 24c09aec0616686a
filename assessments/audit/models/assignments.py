"""Assignments of assessors to audits."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.workflow.domain import STAGES
from assessments.workflow.models import Assessment
from assessments.workflow.words import STATUS_NAMES
from ecotown.common.database.guards import Guard

STAGE_CHOICES = [(stage.value, STATUS_NAMES[stage.value]) for stage in STAGES]
STAGE_IS_KNOWN = Q(stage__in=[stage.value for stage in STAGES])


class Assignment(models.Model):
    """The assignment of an assessor to an audit, with its time and the reason of its end.

    `begun_at` is the time of the first action; an assessor who took the audit is also `assigned_by`.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="assignments")
    stage = models.CharField(_("stage"), max_length=20, choices=STAGE_CHOICES)
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="given_assignments"
    )
    assigned_at = models.DateTimeField(_("assigned at"))
    begun_at = models.DateTimeField(_("begun at"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="ended_assignments"
    )
    ended_at = models.DateTimeField(_("ended at"), null=True)
    reason = models.TextField(_("reason for the end"), blank=True)

    class Meta:
        verbose_name = _("assignment")
        ordering = ["assessment_id", "assigned_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=STAGE_IS_KNOWN, name="assignment_stage_is_known"),
            models.UniqueConstraint(
                fields=["assessment", "stage"],
                condition=Q(ended_at__isnull=True),
                name="assignment_one_assessor_a_stage",
            ),
            # docs/architecture.md, "The workflow": the two audits of an assessment have different assessors.
            models.UniqueConstraint(
                fields=["assessment", "assessor"],
                condition=Q(ended_at__isnull=True),
                name="assignment_two_stages_two_people",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, reason="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(reason="")),
                name="assignment_end_has_reason",
            ),
            Guard(
                name="assignment_stays_once_ended",
                refuses=["update"],
                message="an assignment that ended is never changed",
                when="OLD.ended_at IS NOT NULL",
            ),
            Guard(name="assignment_is_kept", refuses=["delete"], message="an assignment is never deleted"),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.stage}: {self.assessor_id}"
