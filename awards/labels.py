"""The words for awards, ceremonies and what can go wrong with them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from awards.domain.awards import Kind
from awards.domain.ceremonies import Attendance, PackageKind, RecipientKind, RunState

KINDS = {
    Kind.CERTIFICATE.value: pgettext_lazy("award", "Certificate"),
    Kind.PLAQUE.value: pgettext_lazy("award", "Plaque"),
}
RECIPIENT_KINDS = {
    RecipientKind.AREA.value: _("Area"),
    RecipientKind.LOCAL_GOVERNMENT.value: _("Local government"),
    RecipientKind.ORGANISATION.value: _("Organisation"),
    RecipientKind.FACTORY.value: _("Factory"),
    RecipientKind.NETWORK.value: _("Network"),
}
ATTENDANCES = {
    Attendance.EXPECTED.value: pgettext_lazy("attendance", "Expected"),
    Attendance.PRESENT.value: pgettext_lazy("attendance", "Present"),
    Attendance.ABSENT.value: pgettext_lazy("attendance", "Absent"),
}
RUN_STATES = {
    RunState.RUNNING.value: pgettext_lazy("print run", "Running"),
    RunState.FINISHED.value: pgettext_lazy("print run", "Finished"),
    RunState.CANCELLED.value: pgettext_lazy("print run", "Cancelled"),
}
PACKAGES = {
    PackageKind.ZIP.value: _("All documents, one PDF each (ZIP)"),
    PackageKind.MERGED.value: _("One print file in call order (PDF)"),
    PackageKind.ARTWORK.value: _("Plaque artwork for the engraver (ZIP of SVG)"),
    PackageKind.SHEET_PDF.value: _("Run sheet with script (PDF)"),
    PackageKind.SHEET_WORKBOOK.value: _("Run sheet (Excel workbook)"),
}

LAYOUT_NAMES = {
    "certificate-landscape": _("Certificate, A4 landscape"),
    "certificate-portrait": _("Certificate, A4 portrait"),
    "plaque": _("Plaque"),
}
# The boxes of a layout that say the same on every document.
SLOTS = {
    "department": _("Who awards it"),
    "given": _("Line above the name"),
    "granted": _("Line below the name"),
    "resolution": _("By whose resolution"),
    "number-label": _("Words beside the number"),
    "verify-label": _("Words beside the QR code"),
}

REFUSALS = {
    "not-published": _("A certificate is issued after the result has been published."),
    "no-level": _("No level was granted, so there is no certificate."),
    "outdated": _("Another level is in force than the award says. Please replace or revoke it first."),
    "not-failed": _("The certificate is not in error."),
    "revoked": _("The certificate has been revoked already."),
    "reason-missing": _("Please give the reason of the revocation."),
    "replaced": _("The certificate has been replaced already."),
    "replacement-reason-missing": _("Please give the reason of the replacement."),
    "reprint-reason-missing": _("Please give the reason of the reprint."),
    "not-ready": _("Only what has been made can be printed again."),
    "recipient-listed": _("This recipient is on the list already."),
    "recipient-kind": _("Areas are added from their published results."),
    "recipient-name-missing": _("Please give the name of the recipient."),
    "recognition-missing": _("Please say what the recipient is recognised as."),
    "nothing-awarded": _("Please choose a certificate, a plaque or both."),
    "recipient-issued": _("An award of this recipient has been issued, so it stays on the list."),
    "nothing-chosen": _("Please choose at least one recipient."),
    "certificate-design-missing": _("Please choose a published design for the certificates first."),
    "plaque-design-missing": _("Please choose a published design for the plaques first."),
    "named-certificate-design-missing": _(
        "Please choose a published design for the certificates of recipients by name first."
    ),
    "named-plaque-design-missing": _(
        "Please choose a published design for the plaques of recipients by name first."
    ),
    "run-not-running": _("The print run is not running."),
    "nothing-failed": _("No document of this print run is in error."),
    "run-is-running": _("Another print run of this ceremony is running. Please wait for it or cancel it."),
    "package-not-failed": _("The package is not in error."),
    "nothing-ready": _("No document is ready yet."),
    "design-published": _("A published design is never changed. Please make a copy."),
    "design-name-taken": _("Another design has this name."),
    "design-kind": _("This design is not published, or for something else."),
    "layout-unknown": _("There is no such layout."),
    "signatory-missing": _("Please enter at least one signatory."),
    "text-overflows": _("A text does not fit into its box. Please shorten it."),
}


def refusal(code: str, detail: str = "") -> str:
    """The sentence for an AwardError."""
    return f"{REFUSALS[code]} ({detail})" if detail else str(REFUSALS[code])
