"""Words of a person's own account."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "too-many-mails": _(
        "Several mails were sent to this address just now. Please look into your mailbox, or wait an hour."
    ),
    "too-many-tries": _("Too many links were asked for from your network. Please try again in an hour."),
    "old-link": _("This link holds no longer. Please ask for a new one."),
    "identity-not-linked": _(
        "This identity is not linked to an account. Please sign in with your password or your invitation "
        "first, then link it on the page of your account."
    ),
    "identity-of-another": _("This identity is linked to the account of somebody else."),
    "identity-cancelled": _("Signing in at the provider was broken off."),
    "identity-failed": _("The provider did not answer as it should. Please try again, or use your password."),
    "no-other-way-in": _(
        "You have no password, and could not sign in any more. Please choose a password before you unlink "
        "the identity."
    ),
    "session-ended": _("This session has ended already."),
}


WRONG_PASSWORD = _("This is not your present password.")
PASSWORD_NEEDED = _(
    "You have no password yet. You get one by a link in a mail, or by a code from an administrator."
)
IDENTITY_LINKED = _("The identity was linked. You can sign in with it from now on.")
# What stands in the text by which a browser names itself → how people call it; the first that fits.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "CrOS": "ChromeOS",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def device_name(user_agent):
    """Return browser and system as people call them, general words for what is not known."""
    names = [
        next((name for sign, name in signs.items() if sign in user_agent), "")
        for signs in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(filter(None, names)) or gettext("Unknown device")


def refusal(code):
    """Return the sentence that says why something was refused."""
    return REFUSALS[code]
