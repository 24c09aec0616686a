"""Words of awards: why an action was refused, and the certificate of a published assessment."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "not-failed": _("The certificate is not in error."),
    "revoked": _("The certificate has been revoked already."),
    "reason-missing": _("Please give the reason of the revocation."),
    "replaced": _("The certificate has been replaced already."),
    "replacement-reason-missing": _("Please give the reason of the replacement."),
    "nothing-valid": _(
        "Nothing valid has been issued to this recipient, so the name is simply changed in the list."
    ),
    "name-unchanged": _("Nothing that is printed would change."),
    "reprint-reason-missing": _("Please give the reason of the reprint."),
    "not-ready": _("Only what has been made can be printed again."),
}

# The further facts of its events in the history of an assessment.
EVENT_FACTS = {"number": _("Certificate number")}

# The title of the link to the certificate of a published assessment.
CERTIFICATE = _("Certificate")
# What the publication of a result leads to.
AFTER_PUBLICATION = _("Everyone will see the granted level. The certificate can be issued afterwards.")
