"""The site visits of an external audit."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.visits.domain import participants_of
from assessments.visits.words import FINDING_RESULTS
from assessments.workflow.guards import assessment_meets
from assessments.workflow.models import Assessment
from ecotown.common.database.guards import Guard
from indicators.editions.models import Indicator

CLOSED = "a site visit is recorded during the external audit"


class SiteVisit(models.Model):
    """การตรวจพื้นที่: one visit of the external audit. Its photographs are evidence of the assessment."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="visits")
    visited_on = models.DateField(_("date of the visit"))
    place = models.CharField(_("places visited"), max_length=300)
    participants = models.TextField(_("participants"))
    summary = models.TextField(_("summary"), blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="recorded_visits")
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("site visit")
        ordering = ["assessment_id", "visited_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(place="") & ~Q(participants=""), name="site_visit_has_place_and_participants"
            ),
            # The criteria date from B.E. 2560; an older date is one entered in the wrong era.
            models.CheckConstraint(
                condition=Q(visited_on__gte=date(2017, 1, 1)), name="site_visit_date_is_of_our_time"
            ),
            Guard(
                name="site_visit_is_of_external_audit",
                refuses=["insert", "update"],
                message=CLOSED,
                when=assessment_meets("a.status <> 'external-audit'"),
            ),
            Guard(name="site_visit_is_kept", refuses=["delete"], message="a site visit is never deleted"),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.visited_on}"

    def get_absolute_url(self):
        return reverse("assessments:visit", args=[self.assessment_id, self.pk])

    @property
    def participant_lines(self) -> tuple[tuple[str, str], ...]:
        return participants_of(self.participants)


class VisitFinding(models.Model):
    """ข้อค้นพบ: the finding of a visit about one indicator."""

    visit = models.ForeignKey(SiteVisit, models.PROTECT, related_name="findings")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="visit_findings")
    tone = models.CharField(_("result"), max_length=20, choices=list(FINDING_RESULTS.items()))
    text = models.TextField(_("finding"))

    class Meta:
        verbose_name = _("finding of a visit")
        ordering = ["visit_id", "indicator_id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "indicator"], name="visit_finding_once"),
            models.CheckConstraint(
                condition=Q(tone__in=list(FINDING_RESULTS)), name="visit_finding_tone_is_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="visit_finding_is_not_empty"),
            Guard(
                name="visit_finding_is_of_external_audit",
                refuses=["insert", "update", "delete"],
                message=CLOSED,
                when="EXISTS (SELECT 1 FROM assessments_sitevisit s"
                " JOIN assessments_assessment a ON a.id = s.assessment_id"
                " WHERE s.id = {row}.visit_id AND a.status <> 'external-audit')",
            ),
        ]

    def __str__(self):
        return f"{self.visit_id} {self.indicator_id}: {self.tone}"
