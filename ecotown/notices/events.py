"""The events of notices."""

from django.utils.translation import gettext_lazy as _

from ecotown.common.history.events import EventName, Meaning


class Event(EventName):
    NOTICES_CHOSEN = Meaning("notices-chosen", _("Kinds of notices chosen"))
