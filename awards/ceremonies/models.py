"""Ceremonies and their recipients."""

from datetime import date, time

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from areas.models import TargetArea
from assessments.workflow.models import Assessment, Cycle
from awards.ceremonies.domain.ceremonies import (
    PARTNERS,
    SECONDS_EACH,
    SECONDS_RANGE,
    Attendance,
    minute_of_call,
)
from awards.ceremonies.guards import IS_PRINTED_OTHERWISE
from awards.ceremonies.words import ATTENDANCES, RECIPIENT_KINDS
from awards.designs.domain.kinds import AwardKind
from awards.designs.domain.purposes import DESIGN_FIELDS, Purpose, design_field, purpose_of
from awards.designs.guards import UNFIT, is_unfit
from ecotown.common.database.guards import Guard
from ecotown.common.thai import numerals


class CeremonyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return all ceremonies for administrators, none for everyone else."""
        is_administrator = user.is_authenticated and user.is_active and user.is_administrator
        return self if is_administrator else self.none()

    def with_counts(self):
        """Add `recipient_count`. Grouping drops Meta.ordering, hence order_by."""
        return self.annotate(recipient_count=Count("recipients")).order_by("-date", "-pk")


class Ceremony(models.Model):
    """พิธีมอบ: where and when certificates and plaques are handed out, and by whom.

    Areas, their partners and recipients by name have designs of their own, each made for that purpose.
    """

    name = models.CharField(_("name"), max_length=200)
    date = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    presiding = models.CharField(_("presiding person"), max_length=200, blank=True)
    presiding_position = models.CharField(_("position"), max_length=200, blank=True)
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year (B.E.)"))
    # What a recipient receives who is put on the list, unless something else is chosen.
    with_certificate = models.BooleanField(_("recipients receive a certificate"), default=True)
    with_plaque = models.BooleanField(_("recipients receive a plaque"), default=False)
    # The times on the run sheet: when the handing over starts, and how long each recipient takes.
    starts_at = models.TimeField(_("start of the handing over"), null=True)
    seconds_each = models.PositiveSmallIntegerField(_("seconds for each recipient"), default=SECONDS_EACH)
    certificate_design = models.ForeignKey(
        "awards.Design", models.PROTECT, null=True, related_name="certificate_ceremonies"
    )
    plaque_design = models.ForeignKey(
        "awards.Design", models.PROTECT, null=True, related_name="plaque_ceremonies"
    )
    partner_certificate_design = models.ForeignKey(
        "awards.Design", models.PROTECT, null=True, related_name="partner_certificate_ceremonies"
    )
    partner_plaque_design = models.ForeignKey(
        "awards.Design", models.PROTECT, null=True, related_name="partner_plaque_ceremonies"
    )
    named_certificate_design = models.ForeignKey(
        "awards.Design", models.PROTECT, null=True, related_name="named_certificate_ceremonies"
    )
    named_plaque_design = models.ForeignKey(
        "awards.Design", models.PROTECT, null=True, related_name="named_plaque_ceremonies"
    )
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="ceremonies")
    planned_at = models.DateTimeField(_("entered at"))

    objects = CeremonyQuerySet.as_manager()

    class Meta:
        verbose_name = _("ceremony")
        ordering = ["-date", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="ceremony_has_name"),
            # The criteria were first made in B.E. 2560; an older date is a year of the wrong era.
            models.CheckConstraint(
                condition=Q(date__gte=date(2017, 1, 1)), name="ceremony_date_is_of_our_time"
            ),
            models.CheckConstraint(
                condition=Q(fiscal_year__range=(2560, 2699)), name="ceremony_year_is_of_our_time"
            ),
            models.CheckConstraint(
                condition=Q(with_certificate=True) | Q(with_plaque=True), name="ceremony_gives_something"
            ),
            models.CheckConstraint(
                condition=Q(seconds_each__range=SECONDS_RANGE), name="ceremony_seconds_make_sense"
            ),
            Guard(
                name="ceremony_has_fitting_designs",
                refuses=["insert", "update"],
                message=UNFIT,
                when=" OR ".join(
                    is_unfit(field, f"'{kind}'", f"'{purpose}'")
                    for field, (kind, purpose) in DESIGN_FIELDS.items()
                ),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("awards:ceremony", args=[self.pk])

    @property
    def history_subject(self) -> str:
        return f"ceremony:{self.pk}"

    @cached_property
    def is_demonstration(self) -> bool:
        """Return whether its fiscal year is a demonstration, so that its awards certify nothing."""
        return Cycle.objects.filter(year=self.fiscal_year, is_demonstration=True).exists()

    def time_of(self, place: int) -> time | None:
        """Return when the recipient at a place (from 1) of the call order is called, None without a start."""
        if self.starts_at is None:
            return None
        start_minute = self.starts_at.hour * 60 + self.starts_at.minute
        return time(*divmod(minute_of_call(start_minute, place, self.seconds_each), 60))

    def design_of(self, kind, purpose):
        """Return the design for awards of a kind and a purpose, None without one."""
        return getattr(self, design_field(kind, purpose))


class RecipientQuerySet(models.QuerySet):
    def with_list_relations(self):
        """Select the related rows that a list of recipients shows."""
        return self.select_related(
            "ceremony", "area__province", "assessment__area__province", "assessment__cycle__framework"
        ).select_related("assessment__resolution__meeting")

    def with_level_names(self):
        """Prefetch the names of the levels, which are printed on awards."""
        return self.prefetch_related("assessment__cycle__framework__level_rules")


class Recipient(models.Model):
    """ผู้รับมอบ: an area by its published result, or a local government, organisation, factory or network.

    `area` is the area of a recipient by name; `by_resolution` says whether it shares the resolution on that
    area. `represented_by` is the person who receives the award, `pronunciation` tells how the name is read
    aloud, and `pronounced_name` is the name that it had when this was written. With `has_thai_digits` the
    digits in its name are printed as Thai ones, otherwise as typed.
    """

    ceremony = models.ForeignKey(Ceremony, models.PROTECT, related_name="recipients")
    kind = models.CharField(_("kind"), max_length=20, choices=list(RECIPIENT_KINDS.items()))
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, related_name="recipients")
    area = models.ForeignKey(TargetArea, models.PROTECT, null=True, related_name="recipients")
    given_name = models.CharField(_("name"), max_length=200, blank=True)
    given_recognition = models.CharField(_("recognised as"), max_length=300, blank=True)
    by_resolution = models.BooleanField(_("by the resolution on the area"), default=False)
    with_certificate = models.BooleanField(_("receives a certificate"), default=True)
    with_plaque = models.BooleanField(_("receives a plaque"), default=False)
    position = models.PositiveIntegerField(_("place in the call order"))
    seat = models.CharField(_("seat"), max_length=30, blank=True)
    represented_by = models.CharField(_("who comes to receive it"), max_length=200, blank=True)
    pronunciation = models.CharField(_("how it is read aloud"), max_length=300, blank=True)
    pronounced_name = models.CharField(_("name that is read so"), max_length=300, blank=True)
    has_thai_digits = models.BooleanField(_("Thai digits in names"), default=False)
    attendance = models.CharField(
        _("attendance"),
        max_length=10,
        choices=list(ATTENDANCES.items()),
        default=Attendance.EXPECTED.value,
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="recipients")
    added_at = models.DateTimeField(_("added at"))

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = _("recipient")
        ordering = ["ceremony_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ceremony", "assessment"], name="recipient_area_once"),
            models.UniqueConstraint(
                fields=["ceremony", "kind", "given_name", "given_recognition"],
                condition=Q(assessment__isnull=True),
                name="recipient_by_name_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="area", assessment__isnull=False, given_name="", given_recognition="")
                | (
                    Q(kind__in=[kind for kind in RECIPIENT_KINDS if kind != "area"], assessment__isnull=True)
                    & ~Q(given_name="")
                    & ~Q(given_recognition="")
                ),
                name="recipient_is_area_or_named",
            ),
            models.CheckConstraint(
                condition=Q(with_certificate=True) | Q(with_plaque=True), name="recipient_receives_something"
            ),
            models.CheckConstraint(
                condition=Q(attendance__in=list(ATTENDANCES)), name="recipient_attendance_is_known"
            ),
            models.CheckConstraint(
                condition=Q(by_resolution=False)
                | Q(kind__in=[kind.value for kind in PARTNERS], assessment__isnull=True, area__isnull=False),
                name="recipient_by_resolution_is_partner",
            ),
            Guard(
                name="recipient_stays_once_awarded",
                refuses=["update"],
                message="what stands on an issued award stays",
                when="(NEW.kind <> OLD.kind OR NEW.ceremony_id <> OLD.ceremony_id)"
                " AND EXISTS (SELECT 1 FROM awards_award c WHERE c.recipient_id = OLD.id)",
            ),
            Guard(
                name="recipient_is_as_printed",
                refuses=["update"],
                message="another name is printed on a valid award",
                when=IS_PRINTED_OTHERWISE,
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return str(self.assessment.area) if self.assessment_id else self.given_name

    @property
    def written_name(self) -> str:
        """The name in Thai, whatever the language; empty for an area whose name is not public."""
        return self.assessment.area.name_th if self.assessment_id else self.given_name

    @property
    def printed_name(self) -> str:
        """The name as its next award has it; what is issued already may say something else of an area."""
        return numerals.digits(self.name) if self.has_thai_digits else self.name

    @property
    def is_pronunciation_stale(self) -> bool:
        """Whether its name was changed after somebody had written how it is read."""
        return bool(self.pronunciation) and self.pronounced_name != self.written_name

    @property
    def identity(self) -> tuple[str, str, str]:
        """What tells a recipient by name from all others of its ceremony."""
        return self.kind, self.given_name, self.given_recognition

    @property
    def is_named(self) -> bool:
        return self.assessment_id is None

    @property
    def purpose(self) -> Purpose:
        """The purpose that the designs of its awards have to be made for."""
        return purpose_of(is_area=not self.is_named, by_resolution=self.by_resolution)

    @property
    def level(self) -> int:
        """The level in force; only of an area."""
        return self.assessment.resolution.granted_level

    @property
    def target_area(self) -> TargetArea | None:
        """The area that it is or belongs to, None without one."""
        return self.assessment.area if self.assessment_id else self.area

    @property
    def award_values(self) -> dict[str, object]:
        """The values of the fields of `Award` about the recipient that a new award would have now."""
        values: dict[str, object] = {"honoured": self.name, "has_thai_digits": self.has_thai_digits}
        if self.assessment_id:
            return values | {"recognition": "", "area": None}
        return values | {"recognition": self.given_recognition, "area": self.area}

    @property
    def year(self) -> int:
        """The fiscal year under which its awards are numbered."""
        return self.assessment.cycle.year if self.assessment_id else self.ceremony.fiscal_year

    @property
    def award_kinds(self) -> list[AwardKind]:
        """The kinds of awards that it receives."""
        by_kind = {AwardKind.CERTIFICATE: self.with_certificate, AwardKind.PLAQUE: self.with_plaque}
        return [kind for kind, is_received in by_kind.items() if is_received]
