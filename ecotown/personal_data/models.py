"""Requests to erase a person's data, and copies of a person's data."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecotown.accounts.guards import is_not_erased
from ecotown.common.database.guards import Guard
from ecotown.common.history import sealing
from ecotown.common.produced_files.models import (
    ExpiringFile,
    ExpiringFileQuerySet,
    ready_has_file,
    state_field,
)

REASON_LENGTH = 1000
PERSON = "SELECT 1 FROM accounts_user u WHERE u.id = NEW.person_id"
ASKED, ERASED, WITHDRAWN = "asked", "erased", "withdrawn"


class Erasure(models.Model):
    """คำขอลบข้อมูลส่วนบุคคล: one administrator asks for the erasure of a person's data, another confirms it.

    `decided_by` is who confirmed or withdrew it.
    """

    class State(models.TextChoices):
        ASKED = ASKED, pgettext_lazy("erasure", "Waits for another administrator")
        ERASED = ERASED, pgettext_lazy("erasure", "Erased")
        WITHDRAWN = WITHDRAWN, pgettext_lazy("erasure", "Withdrawn")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="erasures")
    reason = models.TextField(_("reason"), max_length=REASON_LENGTH)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked for at"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=ASKED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("erasure of personal data")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[ASKED, ERASED, WITHDRAWN]), name="erasure_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=ASKED, decided_by__isnull=True, decided_at__isnull=True)
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(state=ASKED)),
                name="erasure_decided_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=ERASED) | ~Q(decided_by=F("asked_by")), name="erasure_needs_two_people"
            ),
            models.CheckConstraint(condition=~Q(person=F("asked_by")), name="erasure_is_of_another_person"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=[ASKED, ERASED]), name="erasure_once_for_person"
            ),
            Guard(
                name="erasure_begins_as_request",
                refuses=["insert"],
                message="an erasure begins as a request, which another administrator confirms",
                when="NEW.state <> 'asked'",
            ),
            # The account is emptied first; from then on its own guard keeps it so.
            Guard(
                name="erasure_leaves_nothing",
                refuses=["update"],
                message="data are erased only when the account is closed and empty",
                when="OLD.state = 'asked' AND NEW.state = 'erased' AND NEW.person_id = OLD.person_id"
                f" AND EXISTS ({PERSON} AND ({is_not_erased('u')}))",
            ),
            Guard(
                name="erasure_stays",
                refuses=["update"],
                message="a request for erasure is decided once and stays",
                when="OLD.state <> 'asked' OR NEW.person_id <> OLD.person_id OR NEW.reason <> OLD.reason"
                " OR NEW.asked_by_id <> OLD.asked_by_id OR NEW.asked_at <> OLD.asked_at",
            ),
            Guard(
                name="erasure_is_kept",
                refuses=["delete"],
                message="a request for erasure is never deleted",
            ),
        ]

    def __str__(self):
        return f"{self.person_id}: {self.state}"

    @property
    def history_subject(self) -> str:
        return sealing.subject_of(self.person_id)

    @property
    def is_open(self) -> bool:
        return self.state == ASKED

    @property
    def is_erased(self) -> bool:
        return self.state == ERASED


class DataExportQuerySet(ExpiringFileQuerySet):
    def visible_to(self, user):
        """Return the copies that the user asked for: of the own data, and as administrator of others."""
        own = self.filter(owner_id=user.pk)
        return own if user.is_administrator else own.filter(person_id=user.pk)


class DataExport(ExpiringFile):
    """สำเนาข้อมูลส่วนบุคคล: what the portal keeps of a person as a workbook, for who asked for it."""

    media_folder = "personal-data"

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("report", "Being made")
        READY = "ready", pgettext_lazy("report", "Ready")
        FAILED = "failed", pgettext_lazy("report", "Could not be made")
        EXPIRED = "expired", pgettext_lazy("report", "Expired")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="data_exports")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = state_field(State)

    objects = DataExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy of personal data")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "owner"], condition=Q(state="waiting"), name="data_export_waits_once"
            ),
            ready_has_file(is_expiring=True),
        ]

    def __str__(self):
        return f"{self.person_id} {self.asked_at:%Y-%m-%d}"
