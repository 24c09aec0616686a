"""What pages of awards say of refusals and events."""

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from awards.designs.words import DESIGN_LABELS

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
    "area-without-result": _("The area has no published level in the year of the ceremony."),
    "recipient-issued": _("An award of this recipient has been issued, so it stays on the list."),
    "nothing-chosen": _("Please choose at least one recipient."),
    "certificate-design-missing": _("Please choose a published design for the certificates first."),
    "plaque-design-missing": _("Please choose a published design for the plaques first."),
    "partner-certificate-design-missing": _(
        "Please choose a published design for the certificates of partners first."
    ),
    "partner-plaque-design-missing": _("Please choose a published design for the plaques of partners first."),
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
    "ceremony-issued": _("Something of this ceremony has been issued, so it is kept."),
    "design-published": _("A published design is never changed. Please make a copy."),
    "design-name-taken": _("Another design has this name."),
    "design-kind": _("This design is not published, or for something else."),
    "design-purpose": _("This design is made for other recipients. Please choose one made for these."),
    "certification-claimed": _(
        "Only areas are certified as Eco Industrial Towns. Please say otherwise what the recipient is "
        "recognised as."
    ),
    "resolution-claimed": _(
        "The committee made no resolution on recipients by name. Please leave the resolution out."
    ),
    "kind-shares-no-resolution": _(
        "Only local governments and organisations of an area share the resolution on it."
    ),
    "layout-unknown": _("There is no such layout."),
    "signatory-missing": _("Please enter at least one signatory."),
    "design-copied": _("Another design was begun from this one, so it stays."),
    "text-overflows": _(
        "A text does not fit into its box. Please shorten it, or put a space where a line may break."
    ),
}


def refusal(code: str, detail: str = "") -> str:
    """Return the sentence for an AwardError."""
    return f"{REFUSALS[code]} ({detail})" if detail else str(REFUSALS[code])


# The documents and new numbers of a print run of the ticked recipients.
CHOSEN_SUMMARY = _(
    "{recipients} recipients ticked: {documents} documents, {numbers} of them with a new number."
)
PRINT_QUESTION = _("Number and print {documents} documents? {numbers} new numbers are given, for good.")
YES, NO = _("Yes"), _("No")
EVENTS = {
    "ceremony-planned": _("Ceremony entered"),
    "ceremony-changed": _("Ceremony changed"),
    "areas-added": _("Areas put on the list"),
    "recipient-added": _("Recipient put on the list"),
    "recipient-changed": _("Recipient changed"),
    "recipient-removed": _("Recipient taken off the list"),
    "recipients-arranged": _("Call order, seats and readings arranged"),
    "attendance-marked": _("Attendance marked"),
    "run-started": _("Print run started"),
    "run-retried": _("Print run tried again"),
    "run-cancelled": _("Print run cancelled"),
    "package-asked": _("Package asked for"),
    "package-retried": _("Package tried again"),
    "certificate-issued": _("Number given"),
    "certificate-retried": _("Certificate rendered again after an error"),
    "certificate-revoked": _("Certificate revoked"),
    "certificate-replaced": _("Certificate replaced by a new one"),
    "certificate-reprinted": _("Certificate printed again"),
    "design-drafted": _("Design begun"),
    "design-changed": _("Design changed"),
    "design-published": _("Design published"),
}
EVENT_FACTS = {
    "recipient": _("Recipient"),
    "recipients": _("Recipients"),
    "gone": _("someone who is no longer on the list"),
    "number": pgettext_lazy("award", "Number"),
    "replaces": _("Replaces"),
    "documents": _("Documents"),
    "package": _("Package"),
    "assessments": _("Areas"),
    "sorted": _("Sorted"),
}
# The fields of a ceremony or a recipient whose changes the history shows.
FIELDS = {
    "name": _("Name"),
    "date": _("Date"),
    "place": _("Place"),
    "presiding": _("Presiding person"),
    "presiding_position": _("Position of the presiding person"),
    "fiscal_year": _("Fiscal year (B.E.)"),
    **DESIGN_LABELS,
    "given_name": _("Name"),
    "given_recognition": _("Recognised as"),
    "by_resolution": _("Honoured by the committee's resolution on the area"),
    "with_certificate": _("Receives a certificate"),
    "with_plaque": _("Receives a plaque"),
    "seat": _("Seat"),
    "reading_hint": _("How it is read aloud"),
    "attendance": _("Attendance"),
}


def event_label(name: str) -> str:
    """Return the words for an event in the history of a ceremony or a design."""
    return str(EVENTS[name]) if name in EVENTS else gettext("Other deed")
