"""Words of the events of awards in the history of an assessment."""

from django.utils.translation import gettext_lazy as _

# The events of the history that this capability records.
EVENTS = {
    "certificate-issued": _("Certificate issued"),
    "certificate-retried": _("Certificate rendered again after an error"),
    "certificate-revoked": _("Certificate revoked"),
    "certificate-replaced": _("Certificate replaced by a new one"),
    "certificate-reprinted": _("Certificate printed again"),
}
EVENT_FACTS = {"number": _("Certificate number")}

# The title of the link to the certificate of a published assessment.
CERTIFICATE = _("Certificate")
