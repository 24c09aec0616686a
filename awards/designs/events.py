"""The events of awards: designs, ceremonies, print runs, and the awards themselves."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecotown.common.history import events
from ecotown.common.history.events import EventName


@dataclass(frozen=True)
class Meaning(events.Meaning):
    """`in_ceremony` are the words in the history of a ceremony, whose awards may also be plaques."""

    in_ceremony: str | Promise = ""


class Event(EventName):
    """What is recorded of designs, of ceremonies, and of awards in the history of their assessment."""

    meaning: Meaning

    DESIGN_DRAFTED = Meaning("design-drafted", _("Design begun"))
    DESIGN_CHANGED = Meaning("design-changed", _("Design changed"))
    DESIGN_PUBLISHED = Meaning("design-published", _("Design published"))
    DESIGN_DISCARDED = Meaning("design-discarded", _("Design discarded"))

    CEREMONY_PLANNED = Meaning("ceremony-planned", _("Ceremony entered"))
    CEREMONY_CHANGED = Meaning("ceremony-changed", _("Ceremony changed"))
    CEREMONY_CANCELLED = Meaning("ceremony-cancelled", _("Ceremony cancelled"))
    AREAS_ADDED = Meaning("areas-added", _("Areas put on the list"))
    RECIPIENT_ADDED = Meaning("recipient-added", _("Recipient put on the list"))
    RECIPIENTS_IMPORTED = Meaning("recipients-imported", _("Recipients imported from a list"))
    RECIPIENT_CHANGED = Meaning("recipient-changed", _("Recipient changed"))
    RECIPIENT_RENAMED = Meaning("recipient-renamed", _("Name corrected and replacements issued"))
    RECIPIENT_REMOVED = Meaning("recipient-removed", _("Recipient taken off the list"))
    RECIPIENTS_ARRANGED = Meaning("recipients-arranged", _("Call order, seats and readings arranged"))
    ATTENDANCE_MARKED = Meaning("attendance-marked", _("Attendance marked"))

    RUN_STARTED = Meaning("run-started", _("Print run started"))
    RUN_RETRIED = Meaning("run-retried", _("Print run tried again"))
    RUN_CANCELLED = Meaning("run-cancelled", _("Print run cancelled"))
    PACKAGE_ASKED = Meaning("package-asked", _("Package asked for"))
    PACKAGE_RETRIED = Meaning("package-retried", _("Package tried again"))

    CERTIFICATE_ISSUED = Meaning(
        "certificate-issued", _("Certificate or plaque issued"), in_ceremony=_("Number given")
    )
    CERTIFICATE_RETRIED = Meaning("certificate-retried", _("Certificate or plaque made again after an error"))
    CERTIFICATE_REVOKED = Meaning("certificate-revoked", _("Certificate or plaque revoked"))
    CERTIFICATE_REPLACED = Meaning("certificate-replaced", _("Certificate or plaque replaced by a new one"))
    CERTIFICATE_REPRINTED = Meaning("certificate-reprinted", _("Certificate or plaque printed again"))
    REPRINT_RETRIED = Meaning("reprint-retried", _("Reprint rendered again after an error"))
