"""The events of personal data."""

from django.utils.translation import gettext_lazy as _

from ecotown.common.history.events import EventName, Meaning


class Event(EventName):
    DATA_DELETED_IN_TIME = Meaning("data-deleted-in-time", _("Personal data deleted whose time was over"))
    ERASURE_ASKED = Meaning("erasure-asked", _("Erasure of personal data asked for"))
    ERASURE_WITHDRAWN = Meaning("erasure-withdrawn", _("Request for erasure withdrawn"))
    DATA_ERASED = Meaning("data-erased", _("Personal data erased"))
    DATA_EXPORT_ASKED = Meaning("data-export-asked", _("Copy of personal data asked for"))
