"""Assignments of assessors, their verdicts, and returns to the province."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.domain.audits import STAGES, WITHOUT_REASON, Kind, Ruling
from assessments.domain.entries import Given
from assessments.domain.workflow import Status
from assessments.labels import STATUS_NAMES, VERDICTS
from assessments.models.assessments import Assessment
from indicators.models import NUMBER, Indicator

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
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.stage}: {self.assessor_id}"


class Verdict(models.Model):
    """ผลการตรวจ: the verdict of an assessor on one indicator at a stage, in an audit round.

    `seen` is the state of entry and evidence that was judged: when it changes, the verdict no longer holds.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="verdicts")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="verdicts")
    stage = models.CharField(_("stage"), max_length=20, choices=STAGE_CHOICES)
    round = models.PositiveSmallIntegerField(_("round"))
    kind = models.CharField(_("verdict"), max_length=25, choices=list(VERDICTS.items()))
    value = models.DecimalField(_("adjusted value"), null=True, blank=True, **NUMBER)
    reason = models.TextField(_("reason"), blank=True)
    seen = models.JSONField(_("what was seen"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="verdicts")
    given_at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("verdict")
        ordering = ["assessment_id", "indicator_id", "given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "indicator", "stage", "round"], name="verdict_once_a_round"
            ),
            models.CheckConstraint(condition=STAGE_IS_KNOWN, name="verdict_stage_is_known"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="verdict_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.ADJUST.value) | Q(value__isnull=True),
                name="verdict_value_is_an_adjustment",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in sorted(WITHOUT_REASON)]) | ~Q(reason=""),
                name="verdict_has_reason",
            ),
            models.CheckConstraint(condition=Q(round__gte=1), name="verdict_round_counts_from_one"),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.indicator_id} {self.stage} {self.round}: {self.kind}"

    @property
    def given(self) -> Given:
        """The adjusted value; empty for other verdicts."""
        return Given(value=self.value, inputs={item.key: item.value for item in self.inputs.all()})

    def as_ruling(self) -> Ruling:
        return Ruling(
            kind=Kind(self.kind),
            stage=Status(self.stage),
            round=self.round,
            seen=self.seen,
            given=self.given,
            reason=self.reason,
        )


class VerdictInput(models.Model):
    """One number of an adjusted formula."""

    verdict = models.ForeignKey(Verdict, models.CASCADE, related_name="inputs")
    key = models.CharField(_("key"), max_length=20)
    value = models.DecimalField(_("value"), **NUMBER)

    class Meta:
        verbose_name = _("adjusted formula input")
        ordering = ["verdict_id", "key"]
        constraints = [models.UniqueConstraint(fields=["verdict", "key"], name="verdict_input_once")]

    def __str__(self):
        return f"{self.verdict_id} {self.key}: {self.value}"


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
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.number}"


class ReturnedIndicator(models.Model):
    """One returned indicator with the verdict that returned it; the province changes its value or replies."""

    sent_back = models.ForeignKey(Return, models.PROTECT, related_name="indicators")
    verdict = models.OneToOneField(Verdict, models.PROTECT, related_name="returned")
    reply = models.TextField(_("reply of the province"), blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="replies"
    )
    replied_at = models.DateTimeField(_("replied at"), null=True)

    class Meta:
        verbose_name = _("returned indicator")
        ordering = ["sent_back_id", "verdict__indicator_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reply="", replied_by__isnull=True, replied_at__isnull=True)
                | Q(replied_by__isnull=False, replied_at__isnull=False),
                name="returned_indicator_replied_by_and_at",
            ),
        ]

    def __str__(self):
        return f"{self.sent_back_id}: {self.verdict_id}"
