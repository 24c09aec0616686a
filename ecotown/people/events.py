"""The events of people: they are recorded in the history of the person whom they concern."""

from django.utils.translation import gettext_lazy as _

from ecotown.common.history.events import EventName, Meaning


class Event(EventName):
    SET_UP_BEGUN = Meaning("set-up-begun", _("Set-up of the portal begun"))
    FIRST_ADMINISTRATOR_MADE = Meaning("first-administrator-made", _("First administrator of the portal"))
    PERSON_CHANGED = Meaning("person-changed", _("Details of the person changed"))
    INVITED = Meaning("invited", _("Invited"))
    INVITATION_ACCEPTED = Meaning("invitation-accepted", _("Invitation accepted"))
    PASSWORD_CODE_GIVEN = Meaning("password-code-given", _("One-time code for a new password given"))
    PASSWORD_CODE_USED = Meaning("password-code-used", _("New password set with a one-time code"))
    CODE_WITHDRAWN = Meaning("code-withdrawn", _("One-time code withdrawn"))
    ACCOUNT_CLOSED = Meaning("account-closed", _("Account closed"))
    ACCOUNT_REOPENED = Meaning("account-reopened", _("Account brought back"))
    WORK_HANDED_OVER = Meaning("work-handed-over", _("Open work handed over"))
    ADMINISTRATOR_ASKED = Meaning("administrator-asked", _("Asked to make the person an administrator"))
    ADMINISTRATOR_MADE = Meaning("administrator-made", _("Made an administrator"))
    FACTOR_RESET_ASKED = Meaning("factor-reset-asked", _("Asked to reset the second factor"))
    FACTOR_RESET_CONFIRMED = Meaning("factor-reset-confirmed", _("Second factor reset by two administrators"))
    REQUEST_REFUSED = Meaning("request-refused", _("Request of an administrator refused"))
    REQUEST_WITHDRAWN = Meaning("request-withdrawn", _("Request of an administrator withdrawn"))
