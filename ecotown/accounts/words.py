"""Words of second factors and of places that wait."""

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from ecotown.accounts.domain import Counted, FactorChange

REFUSALS = {
    "wrong-code": _("The code is wrong or was used already. Please type the code that the app shows now."),
    "last-factor": _("Your role needs a second factor. Please add another one before you remove this one."),
    "no-factor": _("Recovery codes need an app or a passkey. Please set one up first."),
}
FACTORS = {
    Authenticator.Type.TOTP: _("Authenticator app"),
    Authenticator.Type.WEBAUTHN: _("Passkey"),
    Authenticator.Type.RECOVERY_CODES: _("Recovery codes"),
}
FACTOR_CHANGES = {
    FactorChange.APP_ADDED.value: _("On %(when)s an authenticator app was added to the account %(name)s."),
    FactorChange.APP_REPLACED.value: _(
        "On %(when)s the authenticator app of the account %(name)s was replaced by another one."
    ),
    FactorChange.APP_REMOVED.value: _(
        "On %(when)s the authenticator app was removed from the account %(name)s."
    ),
    FactorChange.PASSKEY_ADDED.value: _("On %(when)s a passkey was added to the account %(name)s."),
    FactorChange.PASSKEY_REMOVED.value: _("On %(when)s a passkey was removed from the account %(name)s."),
    FactorChange.CODES_MADE.value: _(
        "On %(when)s new recovery codes were made for the account %(name)s. The earlier ones no longer hold."
    ),
}
COUNTED = {
    Counted.PERSON.value: _("Wrong passwords for one name from one address"),
    Counted.DEVICE.value: _("Wrong passwords or codes on a device that the person uses"),
    Counted.ADDRESS.value: _("Wrong passwords for several names from one address"),
    Counted.CODE.value: _("Wrong codes of the second factor"),
}


def refusal(code):
    return REFUSALS[code]
