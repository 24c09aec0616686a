"""Meetings of the expert committee, their rosters and agendas."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.committee import domain
from assessments.committee.domain import Attendance, Outcome, Person, Seat
from assessments.committee.guards import ITEM_IS_REVISED, MEETING_IS_CLOSED
from assessments.committee.words import ATTENDANCES, OUTCOMES, SEATS, TEXT_LABELS
from assessments.workflow.models import Assessment
from ecotown.common.database.guards import Guard
from ecotown.common.thai import dates


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
