"""An area's assessment in one cycle, its computed levels and its resolutions."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.models import HIGHEST_LEVEL, LOWEST_LEVEL, TargetArea
from assessments.domain.committee import Outcome
from assessments.domain.corrections import Decision
from assessments.domain.workflow import EDITABLE, Hands
from assessments.domain.workflow import Status as WorkflowStatus
from assessments.labels import STATUS_NAMES
from assessments.models.cycles import Cycle
from ecotown.common.models import HistoryRow
from indicators.models import Indicator

# Who did one of these may not audit: docs/architecture.md, "The workflow", separation of duties.
PROVINCE_DEEDS = [
    *("entries-saved", "entry-confirmed", "warning-answered", "submitted", "resubmitted"),
    *("evidence-added", "evidence-cited", "citation-removed", "evidence-removed"),
]


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return what the user may see: officers their provinces, assessors and administrators all."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_officer:
            return self.filter(area__province__officers=user)
        if user.is_assessor or user.is_administrator:
            return self
        return self.none()

    def with_level(self):
        """Add `computed_level`, of the audited values, and `entered_level`, of the entered values.

        Both are equal before an audit, and None while this revision is not computed. After a correction,
        `computed_level` is that of the corrected values.
        """
        computed = ComputedLevel.objects.filter(assessment=OuterRef("pk"), revision=OuterRef("revision"))
        audited = computed.annotate(audited=Coalesce("audited_level", "level"))
        approved = Assessment.objects.filter(pk=OuterRef("pk"), corrections__state=Decision.APPROVED)
        corrected = approved.order_by("-corrections__number").values("corrections__computed__level")
        return self.annotate(
            computed_level=Coalesce(Subquery(corrected[:1]), Subquery(audited.values("audited"))),
            entered_level=Subquery(computed.values("level")),
        )

    def with_progress(self):
        """Add `answered_count`, the number of answered indicators, and `total_count`, of all indicators."""
        edition = Indicator.objects.filter(aspect__dimension__framework=OuterRef("cycle__framework"))
        total = edition.order_by().values("aspect__dimension__framework").values(total=Count("pk"))
        return self.annotate(
            answered_count=Count("entries", filter=Q(entries__is_answered=True)), total_count=Subquery(total)
        )

    def level_due(self, asked_before):
        """Return those whose level is not computed and was last requested before `asked_before`."""
        computed = ComputedLevel.objects.filter(assessment=OuterRef("pk"), revision=OuterRef("revision"))
        return self.filter(~Exists(computed), level_asked_at__lt=asked_before)


class Assessment(models.Model):
    """การประเมิน: one area in one cycle.

    `revision` counts every change of what its level is computed from: values entered and values audited.
    """

    area = models.ForeignKey(TargetArea, models.PROTECT, related_name="assessments")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="assessments")
    status = models.CharField(
        _("status"), max_length=20, choices=list(STATUS_NAMES.items()), default=WorkflowStatus.DRAFT.value
    )
    revision = models.PositiveIntegerField(_("revision"), default=1)
    level_asked_at = models.DateTimeField(_("level asked for at"), default=timezone.now)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="submitted_assessments"
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    passed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="passed_assessments"
    )
    passed_at = models.DateTimeField(_("internal audit passed at"), null=True)
    recommended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="recommended_assessments"
    )
    recommended_at = models.DateTimeField(_("recommended at"), null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="published_assessments"
    )
    published_at = models.DateTimeField(_("published at"), null=True)
    # The resolution in force; `resolutions` also has those replaced by corrections.
    resolution = models.ForeignKey("assessments.Resolution", models.PROTECT, null=True, related_name="+")

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        ordering = ["-cycle__year", "area__province__code", "area__key"]
        constraints = [
            models.UniqueConstraint(fields=["area", "cycle"], name="assessment_once_in_cycle"),
            models.CheckConstraint(
                condition=Q(status__in=list(STATUS_NAMES)), name="assessment_status_is_known"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{step}_by__isnull": True, f"{step}_at__isnull": True})
                    | Q(**{f"{step}_by__isnull": False, f"{step}_at__isnull": False}),
                    name=f"assessment_{step}_by_and_at",
                )
                for step in ("submitted", "passed", "recommended", "published")
            ),
            models.CheckConstraint(
                condition=Q(passed_by__isnull=True)
                | Q(recommended_by__isnull=True)
                | ~Q(passed_by=F("recommended_by")),
                name="assessment_audits_by_two_people",
            ),
        ]

    def __str__(self):
        return f"{self.area} {self.cycle.year}"

    def get_absolute_url(self):
        return reverse("assessments:detail", args=[self.pk])

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE

    @property
    def previous(self):
        """The assessment of the same area in the last cycle before this one; None when there is none."""
        earlier = Assessment.objects.filter(area_id=self.area_id, cycle__year__lt=self.cycle.year)
        return earlier.select_related("cycle__framework").order_by("-cycle__year").first()

    @property
    def history_subject(self) -> str:
        return f"assessment:{self.pk}"

    @property
    def round(self) -> int:
        """The number of the audit round: 1, and one more for each return."""
        return 1 + self.returns.count()

    @property
    def open_return(self):
        """The return that the province has not answered yet; None when there is none."""
        return self.returns.filter(resubmitted_at__isnull=True).first()

    def unlocked_codes(self) -> frozenset[str] | None:
        """Return the codes of the returned indicators, which can be changed; None outside a return."""
        if self.status != WorkflowStatus.RETURNED:
            return None
        codes = self.returns.filter(resubmitted_at__isnull=True).values_list(
            "indicators__verdict__indicator__code", flat=True
        )
        return frozenset(codes)

    def assignment_of(self, stage, assessor=None):
        """Return the current assignment of a stage (to `assessor`, if given); None when there is none."""
        current = self.assignments.filter(stage=stage, ended_at__isnull=True)
        if assessor is not None:
            current = current.filter(assessor=assessor)
        return current.select_related("assessor").first()

    def is_in_hands_of(self, user) -> bool:
        """Return whether the user is assigned to one of its audits."""
        return self.assignments.filter(assessor=user, ended_at__isnull=True).exists()

    @property
    def assignment(self):
        """The assignment of the present stage; None without one, or when the stage is no audit."""
        return self.assignment_of(self.status)

    @property
    def waiting_item(self):
        """Its undecided agenda item; None when there is none."""
        return self.agenda_items.filter(outcome=Outcome.WAITING).select_related("meeting").first()

    @property
    def open_reconsideration(self):
        """The latest reconsideration, until the assessment is recommended again; None otherwise."""
        is_back = self.status in {WorkflowStatus.EXTERNAL_AUDIT, WorkflowStatus.RETURNED}
        if self.recommended_at is not None or not is_back:
            return None
        return self.reconsiderations.select_related("meeting", "replied_by").last()

    def is_begun(self) -> bool:
        """Return whether any assessor has begun to audit it."""
        return self.assignments.filter(begun_at__isnull=False).exists()

    def hands(self) -> Hands:
        """Return the people who have acted on it, from history, verdicts and assignments."""
        events = HistoryRow.objects.filter(chain__subject=self.history_subject, name__in=PROVINCE_DEEDS)
        judged = set(self.verdicts.order_by().values_list("stage", "given_by").distinct())
        begun = self.assignments.filter(begun_at__isnull=False)
        judged |= set(begun.order_by().values_list("stage", "assessor").distinct())
        recused = self.assignments.filter(ended_by=F("assessor"))
        return Hands(
            entered_by=frozenset(events.values_list("by", flat=True).distinct()),
            passed_by=self.passed_by_id,
            recommended_by=self.recommended_by_id,
            judged_inside=_people_of_stage(judged, WorkflowStatus.INTERNAL_AUDIT),
            judged_outside=_people_of_stage(judged, WorkflowStatus.EXTERNAL_AUDIT),
            recused=frozenset(recused.values_list("assessor", flat=True)),
        )


def _people_of_stage(judged, stage):
    return frozenset(person for judged_stage, person in judged if judged_stage == stage)


class ComputedLevel(models.Model):
    """ระดับที่คำนวณ: the level of one revision by the level rule, with its explanation.

    `level` is that of the entered values; `audited_level` that of the audited values, on which the committee
    decides; None in rows older than audits.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="computed_levels")
    revision = models.PositiveIntegerField(_("revision"))
    level = models.PositiveSmallIntegerField(_("level"))
    explanation = models.JSONField(_("explanation"))
    audited_level = models.PositiveSmallIntegerField(_("level of the audited values"), null=True)
    audited_explanation = models.JSONField(_("explanation of the audited level"), null=True)
    computed_at = models.DateTimeField(_("computed at"))

    class Meta:
        verbose_name = _("computed level")
        ordering = ["assessment_id", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "revision"], name="computed_level_once_a_revision"),
            models.CheckConstraint(
                condition=Q(level__range=(LOWEST_LEVEL, HIGHEST_LEVEL)), name="computed_level_is_0_to_5"
            ),
            models.CheckConstraint(
                condition=Q(audited_level__isnull=True)
                | Q(audited_level__range=(LOWEST_LEVEL, HIGHEST_LEVEL)),
                name="audited_level_is_0_to_5",
            ),
        ]

    def __str__(self):
        return f"{self.assessment_id} r{self.revision}: {self.level}"


class Resolution(models.Model):
    """มติคณะกรรมการ: the level granted by the expert committee at a meeting, with a reason if it differs.

    A correction after publication adds a new resolution that `replaces` the old one, which stays unchanged.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="resolutions")
    meeting = models.ForeignKey("assessments.Meeting", models.PROTECT, related_name="resolutions")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    computed_level = models.PositiveSmallIntegerField(_("computed level"))
    granted_level = models.PositiveSmallIntegerField(_("granted level"))
    reason = models.TextField(_("reason for a different level"), blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="resolutions")
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("resolution")
        ordering = ["assessment_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(replaces__isnull=True), name="resolution_first_once"
            ),
            models.CheckConstraint(
                condition=Q(granted_level__range=(LOWEST_LEVEL, HIGHEST_LEVEL)),
                name="granted_level_is_0_to_5",
            ),
            models.CheckConstraint(
                condition=Q(granted_level=F("computed_level")) | ~Q(reason=""),
                name="resolution_different_level_has_reason",
            ),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.meeting_id}: {self.granted_level}"
