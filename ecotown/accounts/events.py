"""The events of accounts."""

from django.utils.translation import gettext_lazy as _

from ecotown.common.history.events import EventName, Meaning


class Event(EventName):
    ACCOUNT_CREATED = Meaning("account-created", _("Account created"))
