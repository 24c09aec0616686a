"""What the committee decided: resolutions, and assessments that it sent back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.models import HIGHEST_LEVEL, LOWEST_LEVEL
from assessments.committee.guards import MEETING_IS_CLOSED, RESOLUTION_IS_CHANGED
from assessments.committee.models.meetings import Meeting
from assessments.workflow.models import Assessment
from ecotown.common.database.guards import Guard


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
