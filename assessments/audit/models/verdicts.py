"""Verdicts of assessors on indicators."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.audit.domain import WITHOUT_REASON, Ruling, VerdictKind
from assessments.audit.guards import INPUT_IS_CLOSED, IS_BY_SOMEBODY_ELSE, IS_CLOSED, IS_MOVED
from assessments.audit.models.assignments import STAGE_CHOICES, STAGE_IS_KNOWN
from assessments.audit.words import VERDICTS
from assessments.entry.domain.values import EntryValue
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from ecotown.common.database.guards import Guard
from indicators.editions.models import NUMBER, Indicator

CLOSED = "a verdict is never changed after its stage"


class Verdict(models.Model):
    """ผลการตรวจ: the verdict of an assessor on one indicator at a stage, in an audit round.

    `seen` is the state of entry and evidence that was judged: when it changes, the verdict no longer holds.
    `is_in_bulk`: the value was accepted together with others, in one step.
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
    is_in_bulk = models.BooleanField(_("accepted in bulk"), default=False)

    class Meta:
        verbose_name = _("verdict")
        ordering = ["assessment_id", "indicator_id", "given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "indicator", "stage", "round"], name="verdict_once_a_round"
            ),
            models.CheckConstraint(condition=STAGE_IS_KNOWN, name="verdict_stage_is_known"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in VerdictKind]), name="verdict_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=VerdictKind.ADJUST.value) | Q(value__isnull=True),
                name="verdict_value_is_an_adjustment",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in sorted(WITHOUT_REASON)]) | ~Q(reason=""),
                name="verdict_has_reason",
            ),
            models.CheckConstraint(condition=Q(round__gte=1), name="verdict_round_counts_from_one"),
            models.CheckConstraint(
                condition=Q(is_in_bulk=False) | Q(kind=VerdictKind.ACCEPT.value),
                name="verdict_in_bulk_accepts",
            ),
            Guard(
                name="verdict_is_given_by_its_assessor",
                refuses=["insert"],
                message="a verdict is given in the open stage by its assessor,"
                " never by one of the other stage",
                when=f"{IS_CLOSED} OR {IS_BY_SOMEBODY_ELSE}",
            ),
            Guard(
                name="verdict_is_changed_in_its_stage",
                refuses=["update"],
                message=CLOSED,
                when=f"{IS_CLOSED} OR {IS_BY_SOMEBODY_ELSE} OR {IS_MOVED}",
            ),
            Guard(name="verdict_is_kept", refuses=["delete"], message="a verdict is never deleted"),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.indicator_id} {self.stage} {self.round}: {self.kind}"

    @property
    def adjusted_value(self) -> EntryValue:
        """The adjusted value; empty for other verdicts."""
        return EntryValue(
            value=self.value,
            inputs={formula_input.key: formula_input.value for formula_input in self.inputs.all()},
        )

    def as_ruling(self) -> Ruling:
        return Ruling(
            kind=VerdictKind(self.kind),
            stage=Status(self.stage),
            round=self.round,
            seen=self.seen,
            adjusted_value=self.adjusted_value,
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
        constraints = [
            models.UniqueConstraint(fields=["verdict", "key"], name="verdict_input_once"),
            Guard(
                name="verdict_input_is_closed",
                refuses=["insert", "delete"],
                message=CLOSED,
                when=INPUT_IS_CLOSED,
            ),
            Guard(name="verdict_input_stays", refuses=["update"], message=CLOSED),
        ]

    def __str__(self):
        return f"{self.verdict_id} {self.key}: {self.value}"
