"""Words of awards: why an action was refused, and the certificate of a published assessment."""

import re

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from awards.designs.words import KINDS

_UNUSABLE = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')

REFUSALS = {
    "not-failed": _("The document is not in error."),
    "revoked": _("The document has been revoked already."),
    "reason-missing": _("Please give the reason of the revocation."),
    "replaced": _("The document has been replaced already."),
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


def award_file_name(kind: str, number: str) -> str:
    """Return what the file of an award is called, in Thai: เกียรติบัตร 2-2570."""
    with translation.override("th"):  # whatever the language of the reader or the worker
        return file_name(f"{KINDS[kind]} {number.replace('/', '-')}")


def file_name(text: str) -> str:
    """Return a text as part of a file name, without what some system forbids there."""
    return _UNUSABLE.sub(" ", text).strip(" .")
