"""Questions of visitors about published results, and corrections. Granted levels stay unchanged."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from areas.models import HIGHEST_LEVEL, LOWEST_LEVEL
from assessments.committee.models.meetings import Meeting
from assessments.committee.models.resolutions import Resolution
from assessments.corrections.domain import (
    CODE_LENGTH,
    OPEN_QUESTIONS,
    CorrectionState,
    QuestionState,
    grouped_code,
)
from assessments.corrections.guards import DIFFERENCE_IS_UNEXPLAINED
from assessments.corrections.words import DECISIONS, QUESTION_STATES, level_sentence
from assessments.entry.domain.values import EntryValue
from assessments.workflow.models import Assessment
from ecotown.common.database.guards import Guard
from indicators.editions.models import NUMBER, Indicator

ERRATUM = "an erratum is never changed"


class Question(models.Model):
    """คำถามจากประชาชน: a visitor's question about a published result, and the department's answer.

    `code` is the reference number, with which the visitor reads what became of the question, and
    `answer_by` the day promised for the answer. `may_be_shown` is the visitor's consent to show question and
    answer to everyone. `email` is deleted once the answer is sent. `asker` is a keyed hash of network address
    and day, to count the questions of a visitor; no address can be read from it. `shown_text` is the question
    as the public page shows it, without private details.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="questions")
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="questions")
    code = models.CharField(_("reference number"), max_length=CODE_LENGTH, unique=True)
    text = models.TextField(_("question"))
    may_be_shown = models.BooleanField(_("may be shown to everyone"), default=False)
    email = models.EmailField(_("e-mail address"), blank=True)
    asker = models.CharField(max_length=64)
    asked_at = models.DateTimeField(_("asked at"))
    answer_by = models.DateField(_("answer promised by"))
    state = models.CharField(
        _("state"), max_length=10, choices=list(QUESTION_STATES.items()), default=QuestionState.NEW.value
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="handled_questions"
    )
    handled_at = models.DateTimeField(_("handled at"), null=True)
    answer = models.TextField(_("answer"), blank=True)
    shown_text = models.TextField(_("question as shown"), blank=True)
    is_shown = models.BooleanField(_("shown on the public page"), default=False)
    mail_due_at = models.DateTimeField(_("answer to be sent since"), null=True)

    class Meta:
        verbose_name = _("question")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["asker", "asked_at"], name="question_asker")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="question_is_not_empty"),
            models.CheckConstraint(
                condition=Q(state__in=list(QUESTION_STATES)), name="question_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="new", handled_by__isnull=True, handled_at__isnull=True)
                | (~Q(state="new") & Q(handled_by__isnull=False, handled_at__isnull=False)),
                name="question_handled_by_and_at",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | ~Q(answer=""), name="question_answered_has_answer"
            ),
            models.CheckConstraint(
                condition=Q(is_shown=False) | (~Q(answer="") & ~Q(shown_text="")),
                name="question_shown_has_answer",
            ),
            models.CheckConstraint(
                condition=Q(is_shown=False) | Q(may_be_shown=True), name="question_shown_with_consent"
            ),
            models.CheckConstraint(condition=~Q(code=""), name="question_has_code"),
            models.CheckConstraint(
                condition=Q(mail_due_at__isnull=True) | ~Q(email=""), name="question_mail_has_address"
            ),
            Guard(
                name="question_keeps_its_text",
                refuses=["update"],
                message="what a visitor asked and was promised is never changed, nor is consent given for it",
                when="NEW.text <> OLD.text OR NEW.assessment_id <> OLD.assessment_id"
                " OR NEW.asked_at <> OLD.asked_at OR NEW.code <> OLD.code"
                " OR NEW.answer_by <> OLD.answer_by OR (NEW.may_be_shown AND NOT OLD.may_be_shown)",
            ),
        ]

    def __str__(self):
        return f"{self.assessment_id}: {self.text[:40]}"

    def get_absolute_url(self):
        """Return the address of the page on which the visitor reads what became of the question."""
        return reverse("assessments:question-status", args=[self.code])

    @property
    def status_url(self) -> str:
        """The full URL of that page, for mails."""
        return f"{settings.SITE_URL}{self.get_absolute_url()}"

    @property
    def readable_code(self) -> str:
        return grouped_code(self.code)

    @property
    def is_open(self) -> bool:
        """Whether the visitor waits for an answer; a correction alone is none."""
        return self.state in OPEN_QUESTIONS or not self.answer


class Correction(models.Model):
    """การแก้ไขผลหลังเผยแพร่: a correction proposed by one administrator and decided by another.

    With `granted_level` the committee changes its level at `meeting`, for `level_reason`; `resolution` is the
    new resolution once approved. Without it `level_reason` says why the granted level stays although another
    one is computed now, or `meeting` has decided so.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField(_("number"))
    question = models.ForeignKey(Question, models.PROTECT, null=True, related_name="corrections")
    reason = models.TextField(_("reason"))
    granted_level = models.PositiveSmallIntegerField(_("new granted level"), null=True)
    level_reason = models.TextField(_("reason for the level"), blank=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="corrections")
    state = models.CharField(
        _("state"), max_length=10, choices=list(DECISIONS.items()), default=CorrectionState.PROPOSED.value
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposed_corrections"
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    level_asked_at = models.DateTimeField(_("level asked for at"))
    level_attempts = models.PositiveSmallIntegerField(_("attempts at the level"), default=0)
    level_error = models.CharField(_("why there is no level"), max_length=20, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="decided_corrections"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    note = models.TextField(_("reason of the refusal"), blank=True)
    resolution = models.OneToOneField(Resolution, models.PROTECT, null=True, related_name="correction")

    class Meta:
        verbose_name = _("correction")
        ordering = ["assessment_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="correction_number_once"),
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(state="proposed"), name="correction_one_open"
            ),
            models.CheckConstraint(condition=Q(state__in=list(DECISIONS)), name="correction_state_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_reason"),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="proposed") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="correction_decided_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="correction_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(granted_level__isnull=True)
                | (
                    Q(granted_level__range=(LOWEST_LEVEL, HIGHEST_LEVEL), meeting__isnull=False)
                    & ~Q(level_reason="")
                ),
                name="correction_level_has_meeting_and_reason",
            ),
            models.CheckConstraint(
                condition=(Q(state="refused") & ~Q(note="")) | (~Q(state="refused") & Q(note="")),
                name="correction_refused_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(resolution__isnull=True) | Q(state="approved", granted_level__isnull=False),
                name="correction_resolution_is_approved",
            ),
            Guard(
                name="correction_stays_once_decided",
                refuses=["update"],
                message="a decided correction is never changed",
                when="OLD.state <> 'proposed' OR NEW.reason <> OLD.reason"
                " OR NEW.assessment_id <> OLD.assessment_id OR NEW.number <> OLD.number"
                " OR NEW.proposed_by_id <> OLD.proposed_by_id",
            ),
            Guard(
                name="correction_explains_difference",
                refuses=["update"],
                message="a granted level that differs from the computed one needs a reason or a meeting",
                when=DIFFERENCE_IS_UNEXPLAINED,
            ),
            Guard(name="correction_is_kept", refuses=["delete"], message="a correction is never deleted"),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.number}: {self.state}"

    def level_sentence(self, before: int, after: int) -> str:
        """Return in one sentence what it does to both levels; empty while its level is not computed.

        `before` and `after` are the granted levels.
        """
        computed = getattr(self, "computed", None)
        if computed is None:
            return ""
        return level_sentence(
            former=computed.former_level,
            computed=computed.level,
            before=before,
            after=after,
            reason=self.level_reason,
            meeting=self.meeting.number if self.meeting else "",
        )


class Erratum(models.Model):
    """รายการแก้ไข: one indicator with its published and its corrected value."""

    correction = models.ForeignKey(Correction, models.PROTECT, related_name="errata")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="errata")
    old = models.JSONField(_("published value"))
    value = models.DecimalField(_("corrected value"), null=True, blank=True, **NUMBER)

    class Meta:
        verbose_name = _("erratum")
        verbose_name_plural = _("errata")
        ordering = ["correction_id", "indicator_id"]
        constraints = [
            models.UniqueConstraint(fields=["correction", "indicator"], name="erratum_once_a_correction"),
            Guard(
                name="erratum_is_added_before_decision",
                refuses=["insert"],
                message=ERRATUM,
                when="NOT EXISTS (SELECT 1 FROM assessments_correction c"
                " WHERE c.id = NEW.correction_id AND c.state = 'proposed')",
            ),
            Guard(name="erratum_is_kept", refuses=["update", "delete"], message=ERRATUM),
        ]

    def __str__(self):
        return f"{self.correction_id} {self.indicator_id}"

    @property
    def corrected_value(self) -> EntryValue:
        """The corrected value."""
        return EntryValue(
            value=self.value,
            inputs={formula_input.key: formula_input.value for formula_input in self.inputs.all()},
        )


class ErratumInput(models.Model):
    """One number of a corrected formula."""

    erratum = models.ForeignKey(Erratum, models.PROTECT, related_name="inputs")
    key = models.CharField(_("key"), max_length=20)
    value = models.DecimalField(_("value"), **NUMBER)

    class Meta:
        verbose_name = _("corrected formula input")
        ordering = ["erratum_id", "key"]
        constraints = [
            models.UniqueConstraint(fields=["erratum", "key"], name="erratum_input_once"),
            Guard(
                name="erratum_input_is_added_before_decision",
                refuses=["insert"],
                message=ERRATUM,
                when="NOT EXISTS (SELECT 1 FROM assessments_erratum e"
                " JOIN assessments_correction c ON c.id = e.correction_id"
                " WHERE e.id = NEW.erratum_id AND c.state = 'proposed')",
            ),
            Guard(name="erratum_input_is_kept", refuses=["update", "delete"], message=ERRATUM),
        ]

    def __str__(self):
        return f"{self.erratum_id} {self.key}: {self.value}"


class CorrectedLevel(models.Model):
    """ระดับที่คำนวณใหม่: the level of the published values with a correction applied, by the level rule."""

    correction = models.OneToOneField(Correction, models.PROTECT, related_name="computed")
    former_level = models.PositiveSmallIntegerField(_("computed level before"))
    level = models.PositiveSmallIntegerField(_("level"))
    explanation = models.JSONField(_("explanation"))
    computed_at = models.DateTimeField(_("computed at"))

    class Meta:
        verbose_name = _("corrected level")
        constraints = [
            models.CheckConstraint(
                condition=Q(level__range=(LOWEST_LEVEL, HIGHEST_LEVEL))
                & Q(former_level__range=(LOWEST_LEVEL, HIGHEST_LEVEL)),
                name="corrected_levels_are_0_to_5",
            ),
            Guard(
                name="corrected_level_stays",
                refuses=["update"],
                message="a computed level is never changed",
            ),
            Guard(
                name="corrected_level_is_kept",
                refuses=["delete"],
                message="a computed level is never deleted",
            ),
        ]

    def __str__(self):
        return f"{self.correction_id}: {self.level}"
