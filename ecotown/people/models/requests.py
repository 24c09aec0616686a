"""Requests that one administrator makes and another one decides."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ecotown.common.database.guards import Guard
from ecotown.people import domain


class PersonRequest(models.Model):
    """คำขอที่ต้องให้ผู้ดูแลระบบสองคนเห็นชอบ: to make somebody an administrator, or to reset a second factor.

    `is_alone` is true of the one that the first administrator of an installation makes before there is a
    second one, who could confirm it.
    """

    KINDS = {
        domain.RequestKind.ADMINISTRATOR: _("Make an administrator"),
        domain.RequestKind.SECOND_FACTOR: _("Reset the second factor"),
    }
    OUTCOMES = {
        domain.Outcome.CONFIRMED: _("Confirmed"),
        domain.Outcome.REFUSED: _("Refused"),
        domain.Outcome.WITHDRAWN: _("Withdrawn"),
    }

    kind = models.CharField(
        _("kind"), max_length=20, choices=[(kind.value, words) for kind, words in KINDS.items()]
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="requests_about")
    reason = models.CharField(_("reason"), max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="requests_made")
    asked_at = models.DateTimeField(_("asked at"))
    is_alone = models.BooleanField(_("by the only administrator"), default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="requests_decided"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    outcome = models.CharField(
        _("outcome"),
        max_length=10,
        blank=True,
        choices=[(outcome.value, words) for outcome, words in OUTCOMES.items()],
    )

    class Meta:
        verbose_name = _("request of an administrator")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in domain.RequestKind]),
                name="request_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by__isnull=True, decided_at__isnull=True)
                | Q(
                    outcome__in=[outcome.value for outcome in domain.Outcome],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="request_outcome_has_decision",
            ),
            # docs/architecture.md, "People": four eyes.
            models.CheckConstraint(
                condition=~Q(outcome="confirmed")
                | Q(is_alone=True)
                | (~Q(decided_by=F("asked_by")) & ~Q(decided_by=F("person"))),
                name="request_confirmed_by_another",
            ),
            models.UniqueConstraint(
                fields=["kind", "person"],
                condition=Q(outcome=""),
                name="request_once_while_open",
            ),
            Guard(
                name="request_stays_once_decided",
                refuses=["update"],
                message="a request that was decided is never changed",
                when="OLD.outcome <> ''",
            ),
            Guard(name="request_is_kept", refuses=["delete"], message="a request is never deleted"),
        ]

    def __str__(self):
        return f"{self.kind} {self.person_id}"

    @property
    def is_open(self) -> bool:
        return not self.outcome
