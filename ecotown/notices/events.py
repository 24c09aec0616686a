"""The events of notices."""

from django.utils.translation import gettext_lazy as _

from ecotown.common.history.events import EventName, Meaning


class Event(EventName):
    """What is recorded of an account by its owner."""

    NOTICES_CHOSEN = Meaning("notices-chosen", _("Kinds of notices chosen"))
