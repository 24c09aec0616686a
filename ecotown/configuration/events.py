"""The events of the settings."""

from django.utils.translation import gettext_lazy as _

from ecotown.common.history.events import EventName, Meaning


class Event(EventName):
    MAIL_TESTED = Meaning("mail-tested", _("Mail sent as a test"))
    SETTINGS_CHANGED = Meaning("settings-changed", _("Settings changed"))
