"""The events of people's own accounts, in the history of the person."""

from django.utils.translation import gettext_lazy as _

from ecotown.common.history.events import EventName, Meaning


class Event(EventName):
    POSITION_CHANGED = Meaning("position-changed", _("Own position changed"))
    LANGUAGE_CHOSEN = Meaning("language-chosen", _("Language chosen"))
    PASSWORD_CHANGED = Meaning("password-changed", _("Own password changed"))
    PASSWORD_FORGOTTEN = Meaning("password-forgotten", _("Link for a forgotten password asked for"))
    PASSWORD_REPLACED = Meaning("password-replaced", _("Forgotten password replaced"))
    MAIL_ASKED = Meaning("mail-asked", _("Confirmation of an e-mail address asked for"))
    MAIL_CONFIRMED = Meaning("mail-confirmed", _("E-mail address confirmed"))
    IDENTITY_LINKED = Meaning("identity-linked", _("Identity linked for signing in"))
    IDENTITY_UNLINKED = Meaning("identity-unlinked", _("Identity unlinked"))
    SESSIONS_ENDED = Meaning("sessions-ended", _("Signed out on other devices"))
