"""Meetings of the expert committee: agenda, resolutions, minutes, reconsiderations."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from areas.models import HIGHEST_LEVEL, LOWEST_LEVEL
from assessments.committee import domain
from assessments.committee.domain import Attendance, Outcome, Person, Seat
from assessments.committee.guards import ITEM_IS_REVISED, MEETING_IS_CLOSED, RESOLUTION_IS_CHANGED
from assessments.committee.words import ATTENDANCES, OUTCOMES, SEATS, TEXT_LABELS
from assessments.workflow.models import Assessment
from ecotown.common.database.guards import Guard
from ecotown.common.produced_files.models import ProducedFile, ready_has_file, state_field
from ecotown.common.thai import dates


class ResolutionQuerySet(models.QuerySet):
    def standing(self):
        """Leave out those that were withdrawn because they had been recorded wrongly."""
        return self.filter(withdrawn_at__isnull=True)

    def withdrawn(self):
        """Return those that were withdrawn, the oldest first."""
        return self.filter(withdrawn_at__isnull=False).order_by("withdrawn_at", "pk")


class Resolution(models.Model):
    """มติคณะกรรมการ: the level granted by the expert committee at a meeting, with a reason if it differs.

    A correction after publication adds a new resolution that `replaces` the old one, which stays unchanged.
    One that was recorded wrongly is withdrawn before its meeting is closed, and kept.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="resolutions")
    meeting = models.ForeignKey("assessments.Meeting", models.PROTECT, related_name="resolutions")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    computed_level = models.PositiveSmallIntegerField(_("computed level"))
    granted_level = models.PositiveSmallIntegerField(_("granted level"))
    reason = models.TextField(_("reason for a different level"), blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="resolutions")
    recorded_at = models.DateTimeField(_("recorded at"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="withdrawn_resolutions"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawal_reason = models.TextField(_("reason of the withdrawal"), blank=True)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("resolution")
        ordering = ["assessment_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(replaces__isnull=True, withdrawn_at__isnull=True),
                name="resolution_first_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, withdrawal_reason="")
                | Q(withdrawn_by__isnull=False, withdrawn_at__gte=F("recorded_at"))
                & ~Q(withdrawal_reason=""),
                name="resolution_withdrawn_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(granted_level__range=(LOWEST_LEVEL, HIGHEST_LEVEL)),
                name="granted_level_is_0_to_5",
            ),
            models.CheckConstraint(
                condition=Q(granted_level=F("computed_level")) | ~Q(reason=""),
                name="resolution_different_level_has_reason",
            ),
            Guard(
                name="resolution_is_recorded_before_closing",
                refuses=["insert"],
                message="what was resolved is recorded before the minutes are closed, never after",
                when=MEETING_IS_CLOSED,
            ),
            Guard(
                name="resolution_stays",
                refuses=["update"],
                message="a resolution is never changed, and withdrawn only before its meeting is closed",
                when=RESOLUTION_IS_CHANGED,
            ),
            Guard(name="resolution_is_kept", refuses=["delete"], message="a resolution is never deleted"),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.meeting_id}: {self.granted_level}"


class MeetingQuerySet(models.QuerySet):
    def unclosed(self):
        """Return the meetings whose minutes are not closed, the earliest first."""
        return self.filter(closed_at__isnull=True).order_by("date", "pk")


class Meeting(models.Model):
    """การประชุมคณะกรรมการ: a meeting with number and date. Open until its minutes are closed.

    The texts are those of the minutes, by item of the agenda; `introduction` and `conclusion` stand before
    and after the areas.
    """

    number = models.CharField(_("meeting number"), max_length=30, unique=True)
    date = models.DateField(_("date of the meeting"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    begins_at = models.TimeField(_("began at"), null=True)
    ends_at = models.TimeField(_("ended at"), null=True)
    announcements = models.TextField(TEXT_LABELS["announcements"], blank=True)
    previous_minutes = models.TextField(TEXT_LABELS["previous_minutes"], blank=True)
    matters_arising = models.TextField(TEXT_LABELS["matters_arising"], blank=True)
    introduction = models.TextField(TEXT_LABELS["introduction"], blank=True)
    conclusion = models.TextField(TEXT_LABELS["conclusion"], blank=True)
    other_matters = models.TextField(TEXT_LABELS["other_matters"], blank=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="called_meetings"
    )
    called_at = models.DateTimeField(_("called at"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="closed_meetings"
    )
    closed_at = models.DateTimeField(_("minutes closed at"), null=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        ordering = ["-date", "-pk"]
        constraints = [
            # The criteria date from B.E. 2560; an older date is one entered in the wrong era.
            models.CheckConstraint(
                condition=Q(date__gte=date(2017, 1, 1)), name="meeting_date_is_of_our_time"
            ),
            models.CheckConstraint(condition=~Q(number=""), name="meeting_has_number"),
            models.CheckConstraint(
                condition=Q(begins_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("begins_at")),
                name="meeting_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True, closed_at__isnull=True)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
                name="meeting_closed_by_and_at",
            ),
            Guard(
                name="meeting_stays_once_closed",
                refuses=["update"],
                message="closed minutes are never changed, nor number and date once something was resolved",
                when="OLD.closed_at IS NOT NULL OR ((NEW.number <> OLD.number OR NEW.date <> OLD.date)"
                " AND EXISTS (SELECT 1 FROM assessments_resolution r WHERE r.meeting_id = OLD.id"
                " AND r.withdrawn_at IS NULL))",
            ),
            Guard(name="meeting_is_kept", refuses=["delete"], message="a meeting is never deleted"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("assessments:meeting", args=[self.pk])

    @property
    def history_subject(self) -> str:
        return f"meeting:{self.pk}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_held(self) -> bool:
        return self.date <= timezone.localdate()

    @property
    def year(self) -> int:
        return dates.year(self.date)

    @property
    def fiscal_year(self) -> int:
        return dates.fiscal_year(self.date)

    @property
    def is_year_consistent(self) -> bool:
        """Whether the year in the number is that of the date, calendar or fiscal."""
        return domain.names_year(self.number, {self.year, self.fiscal_year})

    @property
    def has_times(self) -> bool:
        return None not in (self.begins_at, self.ends_at)

    @property
    def texts(self) -> dict[str, str]:
        """The texts of the minutes by name of their column."""
        return {name: getattr(self, name) for name in TEXT_LABELS}


class Attendee(models.Model):
    """ผู้ประชุม: a person on the roster of a meeting, who was present, absent or in attendance."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendees")
    place = models.PositiveSmallIntegerField(_("place on the roster"))
    name = models.CharField(_("name"), max_length=200)
    position = models.CharField(_("position"), max_length=200, blank=True)
    seat = models.CharField(
        _("seat in the committee"), max_length=10, choices=list(SEATS.items()), blank=True
    )
    attendance = models.CharField(
        _("attendance"),
        max_length=15,
        choices=list(ATTENDANCES.items()),
        default=Attendance.PRESENT.value,
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("person on the roster")
        ordering = ["meeting_id", "place", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="attendee_has_name"),
            models.CheckConstraint(condition=Q(seat__in=list(SEATS)), name="attendee_seat_is_known"),
            models.CheckConstraint(
                condition=Q(attendance__in=list(ATTENDANCES)), name="attendee_attendance_is_known"
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(seat="chair", attendance="present"),
                name="attendee_one_takes_the_chair",
            ),
            Guard(
                name="attendee_stays_once_closed",
                refuses=["insert", "update", "delete"],
                message="the roster of a closed meeting is never changed",
                when=MEETING_IS_CLOSED,
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def person(self) -> Person:
        return Person(self.name, self.position, Attendance(self.attendance), Seat(self.seat), self.note)


class AgendaItem(models.Model):
    """ระเบียบวาระ: an assessment on the agenda of a meeting, its position, discussion and outcome.

    `computed_level` is the level shown when the committee decided; `reason` that of sending it back;
    `discussion` what the minutes say about it.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="agenda_items")
    position = models.PositiveSmallIntegerField(_("position"))
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=list(OUTCOMES.items()), default=Outcome.WAITING.value
    )
    computed_level = models.PositiveSmallIntegerField(_("computed level"), null=True)
    reason = models.TextField(_("reason"), blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    discussion = models.TextField(_("discussion"), blank=True)

    class Meta:
        verbose_name = _("agenda item")
        ordering = ["meeting_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "assessment"], name="agenda_item_once_a_meeting"),
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(outcome="waiting"), name="agenda_item_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=list(OUTCOMES)), name="agenda_item_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", decided_at__isnull=True)
                | (~Q(outcome="waiting") & Q(decided_at__isnull=False)),
                name="agenda_item_decided_has_time",
            ),
            models.CheckConstraint(
                condition=(Q(outcome="sent-back") & ~Q(reason="")) | (~Q(outcome="sent-back") & Q(reason="")),
                name="agenda_item_sent_back_has_reason",
            ),
            Guard(
                name="agenda_item_is_added_before_closing",
                refuses=["insert"],
                message="the agenda of a closed meeting is never changed",
                when=MEETING_IS_CLOSED,
            ),
            Guard(
                name="agenda_item_stays_once_decided",
                refuses=["update"],
                message="what a meeting decided is never changed",
                when=f"{MEETING_IS_CLOSED} OR {ITEM_IS_REVISED}",
            ),
            Guard(
                name="agenda_item_is_kept_once_decided",
                refuses=["delete"],
                message="what a meeting decided is never deleted",
                when=f"{MEETING_IS_CLOSED} OR OLD.outcome <> 'waiting'",
            ),
        ]

    def __str__(self):
        return f"{self.meeting_id}.{self.position}: {self.assessment_id}"

    @property
    def is_waiting(self) -> bool:
        return self.outcome == Outcome.WAITING


class Reconsideration(models.Model):
    """การส่งกลับของคณะกรรมการ: the committee's reason for sending an assessment back, and the answer."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="reconsiderations")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="reconsiderations")
    reason = models.TextField(_("reason"))
    sent_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reconsiderations"
    )
    sent_back_at = models.DateTimeField(_("sent back at"))
    reply = models.TextField(_("answer of the assessor"), blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="answered_reconsiderations"
    )
    replied_at = models.DateTimeField(_("answered at"), null=True)

    class Meta:
        verbose_name = _("reconsideration")
        ordering = ["assessment_id", "sent_back_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "meeting"], name="reconsideration_once_a_meeting"),
            models.CheckConstraint(condition=~Q(reason=""), name="reconsideration_has_reason"),
            models.CheckConstraint(
                condition=Q(reply="", replied_by__isnull=True, replied_at__isnull=True)
                | Q(replied_by__isnull=False, replied_at__gte=F("sent_back_at")) & ~Q(reply=""),
                name="reconsideration_replied_by_and_at",
            ),
            Guard(
                name="reconsideration_keeps_its_reason",
                refuses=["update"],
                message="why the committee sent an assessment back is never changed",
                when="NEW.assessment_id <> OLD.assessment_id OR NEW.meeting_id <> OLD.meeting_id"
                " OR NEW.reason <> OLD.reason OR NEW.sent_back_at <> OLD.sent_back_at",
            ),
            Guard(
                name="reconsideration_is_kept", refuses=["delete"], message="a sending back is never deleted"
            ),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.meeting_id}"


class Minutes(ProducedFile):
    """รายงานการประชุม: a file of minutes, final or a draft.

    Each person has one draft of each format; the final minutes are a PDF, made only once.
    """

    media_folder = "minutes"

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        WORD = "docx", "Word"

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("minutes", "Being prepared")
        READY = "ready", pgettext_lazy("minutes", "Ready")
        FAILED = "failed", pgettext_lazy("minutes", "Could not be made")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes")
    is_final = models.BooleanField(_("final"), default=False)
    file_format = models.CharField(
        _("format"), max_length=10, choices=Format.choices, default=Format.PDF.value
    )
    state = state_field(State)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="minutes")

    class Meta:
        verbose_name = _("minutes")
        ordering = ["meeting_id", "-is_final", "-file_format", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(is_final=True), name="minutes_final_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "asked_by", "file_format"],
                condition=Q(is_final=False),
                name="minutes_draft_once_a_person",
            ),
            models.CheckConstraint(
                condition=Q(file_format="pdf") | Q(file_format="docx", is_final=False),
                name="minutes_final_is_pdf",
            ),
            ready_has_file(),
            Guard(
                name="minutes_stay_once_final",
                refuses=["update"],
                message="final minutes are never made again",
                when="OLD.is_final AND OLD.sha256 <> ''",
            ),
            Guard(
                name="minutes_are_kept_once_final",
                refuses=["delete"],
                message="final minutes are never deleted",
                when="OLD.is_final",
            ),
        ]

    def __str__(self):
        return f"{self.meeting_id} {self.state}"
