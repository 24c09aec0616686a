"""The words for what can go wrong with awards."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "not-published": _("A certificate is issued after the result has been published."),
    "no-level": _("No level was granted, so there is no certificate."),
    "not-failed": _("The certificate is not in error."),
    "revoked": _("The certificate has been revoked already."),
    "reason-missing": _("Please give the reason of the revocation."),
}


def refusal(code: str) -> str:
    """The sentence for an AwardError."""
    return str(REFUSALS[code])
