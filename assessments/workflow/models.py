"""The rows of the workflow: cycles, assessments and computed levels."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.models import HIGHEST_LEVEL, LOWEST_LEVEL, TargetArea, in_term
from assessments.workflow.domain import EDITABLE, ENDABLE, STAGE_DATES
from assessments.workflow.domain import Status as WorkflowStatus
from assessments.workflow.guards import (
    CLOSES_UNDER_WAY,
    CYCLE_IS_ANOTHER,
    IS_UNDER_WAY_IN_CLOSED_CYCLE,
    RESULT_IS_TAKEN_BACK,
)
from assessments.workflow.words import STATUS_NAMES
from ecotown.common.database.guards import Guard
from indicators.editions.models import Framework, Indicator

# How many earlier years stand beside the present value of an indicator.
YEARS_SHOWN = 5


class CycleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return all cycles for everyone who has an account; none for visitors."""
        return self if user.is_authenticated and user.is_active else self.none()


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
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="closed_cycles"
    )
    closed_at = models.DateTimeField(_("closed at"), null=True)

    objects = CycleQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True, closed_at__isnull=True)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
                name="cycle_closed_by_and_at",
            ),
            Guard(
                name="cycle_keeps_its_year",
                refuses=["update"],
                message="a cycle with assessments keeps its year and its edition",
                when=CYCLE_IS_ANOTHER,
            ),
            Guard(
                name="cycle_is_closed_at_its_end",
                refuses=["update"],
                message="a cycle is closed once none of its assessments is under way",
                when=CLOSES_UNDER_WAY,
            ),
        ]

    def __str__(self):
        return str(self.year)

    def get_absolute_url(self):
        return reverse("assessments:cycle", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def history_subject(self) -> str:
        """The year, which never changes, names the history: it is there before the row has a key."""
        return f"cycle:{self.year}"

    @property
    def dates(self) -> dict[str, date]:
        """Return the dates of the stages by field name, in their order."""
        return {name: getattr(self, name) for name in STAGE_DATES}


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return what the user may see: officers their provinces, assessors and administrators all.

        A province is an officer's while their term lasts. For an officer it adds `of_officer`, their id,
        which spares the permissions another query.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_officer:
            return self.filter(in_term("area__province__terms", officer=user)).annotate(
                of_officer=F("area__province__terms__officer")
            )
        if user.is_assessor or user.is_administrator:
            return self
        return self.none()

    def with_level(self):
        """Add `computed_level`, of the audited values, and `entered_level`, of the entered values.

        Both are equal before an audit, and None while this revision is not computed. Corrections
        are not counted: `corrections.queries.with_level_in_force` counts them.
        """
        computed = ComputedLevel.objects.filter(assessment=OuterRef("pk"), revision=OuterRef("revision"))
        audited = computed.annotate(audited=Coalesce("audited_level", "level"))
        return self.annotate(
            computed_level=Subquery(audited.values("audited")),
            entered_level=Subquery(computed.values("level")),
        )

    def with_last_result(self):
        """Add `last_result`, the stored explanation of the newest computed revision; None before the first.

        It is that of the audited values, if there is one.
        """
        document = Coalesce("audited_explanation", "explanation")
        results = ComputedLevel.objects.filter(assessment=OuterRef("pk")).annotate(document=document)
        return self.annotate(last_result=Subquery(results.order_by("-revision").values("document")[:1]))

    def with_progress(self):
        """Add numbers of indicators: `answered_count`, `carried_count`, `confirmed_count`, `total_count`.

        Carried ones have a value of the year before that waits to be confirmed, confirmed ones an answer that
        does not; `total_count` are all.
        """
        edition = Indicator.objects.filter(aspect__dimension__framework=OuterRef("cycle__framework"))
        total = edition.order_by().values("aspect__dimension__framework").values(total=Count("pk"))
        return self.annotate(
            answered_count=Count("entries", filter=Q(entries__is_answered=True)),
            carried_count=Count("entries", filter=Q(entries__is_confirmed=False)),
            confirmed_count=Count("entries", filter=Q(entries__is_answered=True, entries__is_confirmed=True)),
            total_count=Subquery(total),
        )

    def level_due(self, asked_before):
        """Return those without a level or an error, whose level was last requested before `asked_before`."""
        computed = ComputedLevel.objects.filter(assessment=OuterRef("pk"), revision=OuterRef("revision"))
        return self.filter(~Exists(computed), level_asked_at__lt=asked_before, level_error="")


class Assessment(models.Model):
    """การประเมิน: one area in one cycle.

    `revision` counts every change of what its level is computed from: values entered and values audited.
    `level_attempts` counts how often its level was computed again because the worker before was lost.
    """

    area = models.ForeignKey(TargetArea, models.PROTECT, related_name="assessments")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="assessments")
    status = models.CharField(
        _("status"), max_length=20, choices=list(STATUS_NAMES.items()), default=WorkflowStatus.DRAFT.value
    )
    # The status in which it ended without a result, because its cycle was closed; empty otherwise.
    ended_from = models.CharField(
        _("status in which it ended"),
        max_length=20,
        choices=[(status.value, STATUS_NAMES[status.value]) for status in ENDABLE],
        blank=True,
        default="",
    )
    revision = models.PositiveIntegerField(_("revision"), default=1)
    level_asked_at = models.DateTimeField(_("level asked for at"), default=timezone.now)
    level_attempts = models.PositiveSmallIntegerField(_("attempts at the level"), default=0)
    level_error = models.CharField(_("why there is no level"), max_length=20, blank=True)
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
    # Set by `with_level` alone.
    computed_level: int | None
    entered_level: int | None
    # Set by `with_last_result` alone.
    last_result: Mapping[str, object] | None

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        ordering = ["-cycle__year", "area__province__code", "area__key"]
        constraints = [
            models.UniqueConstraint(fields=["area", "cycle"], name="assessment_once_in_cycle"),
            models.CheckConstraint(
                condition=Q(status__in=list(STATUS_NAMES)), name="assessment_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    status=WorkflowStatus.UNFINISHED.value,
                    ended_from__in=[status.value for status in ENDABLE],
                )
                | (~Q(status=WorkflowStatus.UNFINISHED.value) & Q(ended_from="")),
                name="assessment_ended_from_a_status",
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
            Guard(
                name="assessment_result_is_kept",
                refuses=["update"],
                message="a published result is never taken back or changed",
                when=RESULT_IS_TAKEN_BACK,
            ),
            Guard(
                name="assessment_is_of_open_cycle",
                refuses=["insert", "update"],
                message="in a closed cycle no assessment is under way",
                when=IS_UNDER_WAY_IN_CLOSED_CYCLE,
            ),
            Guard(
                name="assessment_is_kept",
                refuses=["delete"],
                message="an assessment is never deleted",
                when="OLD.status <> 'draft'",
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
        return next(iter(self.earlier), None)

    @cached_property
    def earlier(self):
        """The assessments of the same area in the last cycles before this one, the latest first.

        Read once for this object, as many as stand beside the values of this year.
        """
        rows = Assessment.objects.filter(area_id=self.area_id, cycle__year__lt=self.cycle.year)
        return list(rows.select_related("cycle__framework").order_by("-cycle__year")[:YEARS_SHOWN])

    @cached_property
    def open_assignments(self):
        """The assignments that have not ended, read once for this object: a page asks several permissions."""
        return list(self.assignments.filter(ended_at__isnull=True).select_related("assessor"))

    @property
    def history_subject(self) -> str:
        return f"assessment:{self.pk}"

    def unlocked_codes(self) -> frozenset[str] | None:
        """Return the codes of the returned indicators, which can be changed; None outside a return."""
        if self.status != WorkflowStatus.RETURNED:
            return None
        codes = self.returns.filter(resubmitted_at__isnull=True).values_list(
            "items__verdict__indicator__code", flat=True
        )
        return frozenset(codes)


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
            Guard(
                name="computed_level_stays",
                refuses=["update"],
                message="a computed level is never changed",
            ),
            Guard(
                name="computed_level_is_kept", refuses=["delete"], message="a computed level is never deleted"
            ),
        ]

    def __str__(self):
        return f"{self.assessment_id} r{self.revision}: {self.level}"
