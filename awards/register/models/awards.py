"""Awards: one row for each issued certificate or plaque."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from areas.models import TargetArea
from assessments.committee.models.resolutions import Resolution
from assessments.corrections.domain import CorrectionState
from assessments.corrections.queries import ShownCorrection, corrections_since
from assessments.workflow.models import Assessment
from awards.designs.domain.kinds import AwardKind, award_number
from awards.designs.domain.purposes import Purpose, purpose_of
from awards.designs.guards import UNFIT
from awards.designs.words import KINDS, error_sentences
from awards.register.guards import (
    AWARD_IS_CHANGED,
    HAS_ANOTHER_DESIGN,
    HAS_UNFIT_DESIGN,
    IS_DRAWN_ANEW,
    IS_REINSTATED,
    SHARES_UNDULY,
)
from ecotown.common.database.guards import Guard
from ecotown.common.produced_files.models import (
    ProducedFile,
    ProducedFileQuerySet,
    ready_has_file,
    state_field,
)
from ecotown.common.thai import numerals
from indicators.editions.models import LevelRule

# Of awards out of `with_levels`: another level is in force than the one printed.
IS_OUTDATED = Q(printed_level__isnull=False) & ~Q(printed_level=F("level_in_force"))


class AwardQuerySet(ProducedFileQuerySet):
    def visible_to(self, user):
        """Filter to awards of visible assessments; for the department also of recipients by name."""
        awards = self.filter(assessment__in=Assessment.objects.visible_to(user))
        if user.is_authenticated and user.is_active and (user.is_assessor or user.is_administrator):
            awards |= self.filter(recipient__isnull=False)
        return awards

    def not_replaced(self):
        """Filter to awards that are not replaced, revoked or not."""
        return self.filter(replaced_by__isnull=True)

    def outdated(self):
        """Filter to awards whose resolution granted another level than the one in force."""
        return self.with_levels().filter(IS_OUTDATED)

    def with_levels(self):
        """Add `printed_level`, which its resolution granted, and `level_in_force`; see `IS_OUTDATED`."""
        printed = Resolution.objects.filter(
            assessment=OuterRef("assessment"), recorded_at__lte=OuterRef("issued_at")
        ).order_by("-recorded_at", "-pk")
        shared_level = "shared_resolution__assessment__resolution__granted_level"
        return self.annotate(
            printed_level=Coalesce(
                Subquery(printed.values("granted_level")[:1]), F("shared_resolution__granted_level")
            ),
            level_in_force=Coalesce(F("assessment__resolution__granted_level"), F(shared_level)),
        )

    def certificates_of_assessments(self):
        """Filter to certificates of assessments that are not replaced, without plaques."""
        return self.not_replaced().filter(kind=AwardKind.CERTIFICATE, assessment__isnull=False)


class Award(ProducedFile):
    """เกียรติบัตร or โล่: one issued certificate or plaque of a published result or a recipient by name.

    Its file is made once and never changed: a new award with a number of its own `replaces` it.
    `recognition` and `area` are those of a recipient by name; an area is recognised by its resolution, which
    recipients by name may share. With `has_thai_digits` the digits in its names are printed as Thai ones.
    `dated_on` is the printed date; an award with `is_demonstration` certifies nothing.
    """

    media_folder = "certificates"
    error_sentence = staticmethod(error_sentences)

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("certificate", "Being prepared")
        READY = "ready", pgettext_lazy("certificate", "Ready")
        FAILED = "failed", pgettext_lazy("certificate", "Could not be made")
        # Its number is given; its file is made when somebody asks for it again.
        HELD = "held", pgettext_lazy("certificate", "Put off")

    kind = models.CharField(
        _("kind"), max_length=12, choices=list(KINDS.items()), default=AwardKind.CERTIFICATE.value
    )
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, related_name="awards")
    recipient = models.ForeignKey("awards.Recipient", models.PROTECT, null=True, related_name="awards")
    # The name that is printed, in the digits in which it was typed; it stays when the area is renamed.
    honoured = models.CharField(_("who is honoured"), max_length=300)
    has_thai_digits = models.BooleanField(_("Thai digits in names"), default=False)
    recognition = models.CharField(_("recognised as"), max_length=300, blank=True)
    area = models.ForeignKey(TargetArea, models.PROTECT, null=True, related_name="awards")
    shared_resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, related_name="shared_awards")
    dated_on = models.DateField(_("given on"))
    is_demonstration = models.BooleanField(_("of a demonstration"))
    design = models.ForeignKey("awards.Design", models.PROTECT, null=True, related_name="awards")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    replacement_reason = models.TextField(_("why it replaces another one"), blank=True)
    year = models.PositiveSmallIntegerField(_("fiscal year (B.E.)"))
    running_number = models.PositiveIntegerField(_("running number in the year"))
    # As the settings had it when the number was given, so that an issued number never changes.
    number_format = models.CharField(_("how its number is written"), max_length=60)
    code = models.CharField(_("verification code"), max_length=24, unique=True)
    state = state_field(State)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="issued_awards")
    issued_at = models.DateTimeField(_("issued at"))
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="revoked_awards"
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revocation_reason = models.TextField(_("reason of the revocation"), blank=True)
    # Set by the queries of the verification alone; the second for an area.
    validity: str
    level_rule: LevelRule

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        ordering = ["-year", "-running_number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "running_number"], name="award_number_once"),
            models.UniqueConstraint(
                fields=["kind", "assessment"],
                condition=Q(replaces__isnull=True, assessment__isnull=False),
                name="award_first_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "recipient"],
                condition=Q(replaces__isnull=True, recipient__isnull=False),
                name="award_first_of_recipient_once",
            ),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="award_kind_is_known"),
            models.CheckConstraint(
                condition=Q(
                    assessment__isnull=False,
                    recipient__isnull=True,
                    recognition="",
                    area__isnull=True,
                    shared_resolution__isnull=True,
                )
                | (Q(assessment__isnull=True, recipient__isnull=False) & ~Q(recognition="")),
                name="award_of_assessment_or_recipient",
            ),
            models.CheckConstraint(condition=~Q(honoured=""), name="award_honours_someone"),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, replacement_reason="")
                | (Q(replaces__isnull=False) & ~Q(replacement_reason="")),
                name="award_replaces_with_reason",
            ),
            ready_has_file("held"),
            models.CheckConstraint(
                condition=Q(revoked_by__isnull=True, revoked_at__isnull=True, revocation_reason="")
                | (Q(revoked_by__isnull=False, revoked_at__isnull=False) & ~Q(revocation_reason="")),
                name="award_revoked_has_reason",
            ),
            Guard(
                name="award_has_fitting_design",
                refuses=["insert"],
                message=UNFIT,
                when=f"{HAS_UNFIT_DESIGN} OR ({SHARES_UNDULY})",
            ),
            Guard(
                name="award_stays_once_issued",
                refuses=["update"],
                message="an issued award is never changed",
                when=f"{AWARD_IS_CHANGED} OR ({IS_DRAWN_ANEW}) OR ({IS_REINSTATED})"
                f" OR ({HAS_ANOTHER_DESIGN} AND ({HAS_UNFIT_DESIGN}))",
            ),
            Guard(name="award_is_kept", refuses=["delete"], message="an issued award is never deleted"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("awards:award", args=[self.pk])

    @property
    def number(self) -> str:
        """The printed number, such as 12/2569, or ล. 12/2569 of a plaque."""
        return award_number(self.number_format, self.running_number, self.year)

    @property
    def printed_name(self) -> str:
        """The name as it is printed."""
        return numerals.digits(self.honoured) if self.has_thai_digits else self.honoured

    @property
    def history_subject(self) -> str:
        """The subject of its history: its assessment, or its ceremony."""
        if self.assessment_id is None:
            return self.recipient.ceremony.history_subject
        return self.assessment.history_subject

    @property
    def purpose(self) -> Purpose:
        """The purpose that its design has to be made for."""
        return purpose_of(
            is_area=self.assessment_id is not None, by_resolution=self.shared_resolution_id is not None
        )

    @property
    def has_fitting_design(self) -> bool:
        """Whether its design, or the portal's own where it has none, is made for its purpose."""
        design_purpose = self.design.purpose if self.design_id else Purpose.AREA
        return design_purpose == self.purpose

    @property
    def current_values(self) -> dict[str, object]:
        """The values of its fields about the recipient that a new award would have now."""
        if self.assessment_id is None:
            return self.recipient.award_values
        return {
            "honoured": str(self.assessment.area),
            "recognition": "",
            "area": None,
            "has_thai_digits": self.has_thai_digits,
        }

    @property
    def is_renamed(self) -> bool:
        """Whether the area or the recipient has another name or recognition now than printed."""
        return any(getattr(self, name) != value for name, value in self.current_values.items())

    @property
    def has_former_name(self) -> bool:
        """Whether it was issued to an area under another name than the one that the area has now."""
        area = self.assessment.area if self.assessment_id else None
        return area is not None and bool(area.name_th) and area.name_th != self.honoured

    @property
    def verification_url(self) -> str:
        """The full URL in its QR code."""
        return f"{settings.SITE_URL}{reverse('awards:verify', args=[self.code])}"

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    @cached_property
    def replacement(self) -> "Award | None":
        """Return the award that replaces it, None without one."""
        return Award.objects.filter(replaces=self).first()

    @property
    def is_replaced(self) -> bool:
        return self.replacement is not None

    @cached_property
    def resolution(self) -> Resolution | None:
        """Return the resolution it is based on: the one in force when it was issued, or the shared one."""
        if self.assessment_id is None:
            return self.shared_resolution
        in_force = self.assessment.resolutions.filter(recorded_at__lte=self.issued_at)
        return in_force.select_related("meeting").latest("recorded_at", "pk")

    @cached_property
    def corrected_at(self) -> datetime | None:
        """Return when the published result was last corrected after the award was issued, None when never."""
        if self.assessment_id is None:
            return None
        later = self.assessment.corrections.filter(
            state=CorrectionState.APPROVED, decided_at__gt=self.issued_at
        )
        return later.aggregate(last=Max("decided_at"))["last"]

    @cached_property
    def later_corrections(self) -> list[ShownCorrection]:
        """Return the corrections of the published result since the award was issued, the newest first."""
        if self.assessment is None or self.corrected_at is None:
            return []
        return corrections_since(self.assessment, self.issued_at)

    @cached_property
    def is_outdated(self) -> bool:
        """Return whether another level is in force than its resolution granted."""
        if self.resolution is None:
            return False
        in_force = (self.assessment or self.resolution.assessment).resolution
        return in_force.granted_level != self.resolution.granted_level
