"""Words of awards, ceremonies, designs and their errors."""

from collections.abc import Iterable

from django.utils.text import format_lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from awards.domain.awards import Kind
from awards.domain.ceremonies import Attendance, Order, PackageKind, RecipientKind, RunState
from awards.domain.designs import Overflow
from awards.domain.layouts import MARKED, MOST_SIGNATORIES
from awards.domain.purposes import Purpose

SIGNATORIES = range(1, MOST_SIGNATORIES + 1)

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
PURPOSES = {
    Purpose.AREA.value: _("Areas, by the committee's resolution"),
    Purpose.PARTNER.value: _("Partners of an area that share its resolution"),
    Purpose.NAMED.value: _("Recognitions by name: factories, networks and others"),
}
# Trials of a design: the heading above the picture, and the alternative text of the picture.
TRIALS = {
    "longest": (_("With a long name"), _("The design with a long name")),
    "shortest": (_("With a short name"), _("The design with a short name")),
}
# The boxes of a layout whose text is the same on every document.
SLOTS = {
    "department": _("Who awards it"),
    "given": _("Line above the name"),
    "granted": _("Line below the name"),
    "resolution": _("By whose resolution"),
    "number-label": _("Words beside the number"),
    "verify-label": _("Words beside the QR code"),
}
# The boxes whose text differs from document to document, of signatories, and of a demonstration.
OTHER_SLOTS = {
    "recipient": _("Name of the recipient"),
    "place": pgettext_lazy("box of an award", "Province"),
    "level": _("Level or what it is recognised as"),
    "year": pgettext_lazy("box of an award", "Year"),
    "meeting": pgettext_lazy("box of an award", "Meeting"),
    "issued": _("Date on which it is given"),
    "number": pgettext_lazy("award", "Number"),
    "reprint": _("That it is a reprint"),
    "address": _("Address of the verification"),
    "code": _("Verification code"),
    **{f"signatory-{n}-name": format_lazy(_("Name of signatory {number}"), number=n) for n in SIGNATORIES},
    **{
        f"signatory-{n}-position": format_lazy(_("Position of signatory {number}"), number=n)
        for n in SIGNATORIES
    },
    **dict.fromkeys(MARKED, _("That it is a demonstration")),
}
# Why a document could not be made. {boxes} are the names of boxes of the layout, in quotes.
TROUBLES = {
    "too-long": _(
        "The text is too long for {boxes}. Please shorten it, or put a space where a line may break."
    ),
    "no-letter": _("The font lacks a letter of the text in {boxes}. Please write it otherwise."),
    "not-signed": _("The file could not be signed. Please tell those who run the portal, then try again."),
    "design-purpose": _(
        "Its design is made for other recipients, so nothing was printed. Please replace the award."
    ),
    "too-slow": _("It took too long to make the file. Please tell those who run the portal."),
    "withdrawn": _("It was not made any more, because it was revoked or replaced."),
    "unexpected": _(
        "The file could not be made. Please try again; if it fails again, tell those who run the portal."
    ),
}

# Frequent recognitions of recipients by name, offered as suggestions.
SCHEMES = (
    "โรงงานอุตสาหกรรมเชิงนิเวศที่มีคุณค่าต่อสังคม (Eco Factory Social Value: ESV)",
    "เครือข่ายโรงงานอุตสาหกรรมเชิงนิเวศที่มีคุณค่าต่อสังคม (ESV)",
    "อุตสาหกรรมสีเขียว ระดับที่ 5 เครือข่ายสีเขียว",
    "อุตสาหกรรมสีเขียว ระดับที่ 4 วัฒนธรรมสีเขียว",
    "CSR-DIW",
)

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


def trouble(stored: str) -> str:
    """Return the sentences for the stored error of a row, such as "too-long:recipient too-long:place"."""
    boxes: dict[str, list[str]] = {}
    for fault in stored.split():
        code, _colon, slot = fault.partition(":")
        boxes.setdefault(code if code in TROUBLES else "unexpected", []).append(box(slot))
    return " ".join(str(TROUBLES[code]).format(boxes=", ".join(names)) for code, names in boxes.items())


def overflows(faults: Iterable[Overflow]) -> str:
    """Return the boxes whose text cannot be printed, each with the recipient whose text it is."""
    descriptions = []
    for fault in faults:
        place = ": ".join(part for part in (fault.recipient, box(fault.slot)) if part)
        reason = f" ({_('the font lacks a letter')})" if fault.reason == "no-letter" else ""
        descriptions.append(f"{place}{reason}")
    return "; ".join(dict.fromkeys(descriptions))


def box(slot: str) -> str:
    """Return the name of a box of a layout, in quotes."""
    return f"“{SLOTS.get(slot) or OTHER_SLOTS.get(slot, slot)}”"


ORDERS = {
    Order.LEVEL.value: _("By level, the highest first"),
    Order.PROVINCE.value: _("By province"),
}
DESIGN_LABELS = {
    "certificate_design": _("Certificates of areas"),
    "plaque_design": _("Plaques of areas"),
    "partner_certificate_design": _("Certificates of partners of an area"),
    "partner_plaque_design": _("Plaques of partners of an area"),
    "named_certificate_design": _("Certificates of recipients by name"),
    "named_plaque_design": _("Plaques of recipients by name"),
}
# The documents and new numbers of a print run of the ticked recipients.
CHOSEN = _("{recipients} recipients ticked: {documents} documents, {numbers} of them with a new number.")
ASKED = _("Number and print {documents} documents? {numbers} new numbers are given, for good.")
YES, NO = _("Yes"), _("No")
DEEDS = {
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
DEED_FACTS = {
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


def deed(name: str) -> str:
    """Return the words for an event in the history of a ceremony or a design."""
    return str(DEEDS[name]) if name in DEEDS else gettext("Other deed")


def pronunciation(hint: str, *, is_suggested: bool) -> str:
    """Return how a name is read aloud, and whether somebody wrote it or it is only suggested."""
    words = gettext("Suggested reading") if is_suggested else gettext("Read aloud")
    return f"{words}: {hint}"
