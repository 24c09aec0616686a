"""Words of awards: why an action was refused, and events in the history of an assessment or a ceremony."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "not-failed": _("The certificate is not in error."),
    "revoked": _("The certificate has been revoked already."),
    "reason-missing": _("Please give the reason of the revocation."),
    "replaced": _("The certificate has been replaced already."),
    "replacement-reason-missing": _("Please give the reason of the replacement."),
    "reprint-reason-missing": _("Please give the reason of the reprint."),
    "not-ready": _("Only what has been made can be printed again."),
}

# The events of the history of an assessment that this capability records.
EVENTS = {
    "certificate-issued": _("Certificate issued"),
    "certificate-retried": _("Certificate rendered again after an error"),
    "certificate-revoked": _("Certificate revoked"),
    "certificate-replaced": _("Certificate replaced by a new one"),
    "certificate-reprinted": _("Certificate printed again"),
    "reprint-retried": _("Reprint rendered again after an error"),
}
EVENT_FACTS = {"number": _("Certificate number")}
# The same events in the history of a ceremony, whose awards may also be plaques.
CEREMONY_EVENTS = EVENTS | {"certificate-issued": _("Number given")}

# The title of the link to the certificate of a published assessment.
CERTIFICATE = _("Certificate")
# What the publication of a result leads to.
AFTER_PUBLICATION = _("Everyone will see the granted level. The certificate can be issued afterwards.")
