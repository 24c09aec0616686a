"""Words of kinds, layouts, purposes and errors of designs, and of their refusals."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from awards.designs.domain.collisions import Collision
from awards.designs.domain.designs import Overflow
from awards.designs.domain.kinds import AwardKind
from awards.designs.domain.layouts import DEMONSTRATION_SLOTS, MAX_SIGNATORIES
from awards.designs.domain.purposes import Purpose
from ecotown.common.produced_files import words
from ecotown.common.thai import numerals
from ecotown.common.thai.typed_text import visible_text
from ecotown.configuration.queries import current

SIGNATORIES = range(1, MAX_SIGNATORIES + 1)

KINDS = {
    AwardKind.CERTIFICATE.value: pgettext_lazy("award", "Certificate"),
    AwardKind.PLAQUE.value: pgettext_lazy("award", "Plaque"),
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
    **{
        f"signatory-{number}-name": format_lazy(_("Name of signatory {number}"), number=number)
        for number in SIGNATORIES
    },
    **{
        f"signatory-{number}-position": format_lazy(_("Position of signatory {number}"), number=number)
        for number in SIGNATORIES
    },
    **{f"signature-{number}": format_lazy(_("Signature {number}"), number=number) for number in SIGNATORIES},
    **dict.fromkeys(DEMONSTRATION_SLOTS, _("That it is a demonstration")),
    "qr": _("QR code with the white around it"),
    "seal": pgettext_lazy("design", "Seal"),
    "frame": _("Frame and edge"),
    "signing-box": _("Visible signature of the file"),
    "rule-lines": _("Lines above and below the level"),
}
# Why a document could not be made. {boxes} are the names of boxes of the layout, in quotes.
ERRORS = {
    "too-long": _(
        "The text is too long for {boxes}. Please shorten it, or put a space where a line may break."
    ),
    "no-letter": _("The font lacks a letter of the text in {boxes}. Please write it otherwise."),
    "not-signed": _("The file could not be signed. Please tell those who run the portal, then try again."),
    "design-purpose": _(
        "Its design is made for other recipients, so nothing was printed. Please replace the award."
    ),
    "withdrawn": _("It was not made any more, because it was revoked or replaced."),
    **words.ERRORS,
}

DESIGN_LABELS = {
    "certificate_design": _("Certificates of areas"),
    "plaque_design": _("Plaques of areas"),
    "partner_certificate_design": _("Certificates of partners of an area"),
    "partner_plaque_design": _("Plaques of partners of an area"),
    "named_certificate_design": _("Certificates of recipients by name"),
    "named_plaque_design": _("Plaques of recipients by name"),
}

# Why an action on a design, or with one, was refused.
REFUSALS = {
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
    "letters-missing": _("The font of the documents has no such letter. Please write it otherwise."),
    "letters-invisible": _("There are characters that nobody sees. Please take them out."),
    "layout-unknown": _("There is no such layout."),
    "signatory-missing": _("Please enter at least one signatory."),
    "design-copied": _("Another design was begun from this one, so it stays."),
    "parts-collide": _("At this size parts of the design touch each other. Please choose another size."),
    "text-overflows": _(
        "A text does not fit into its box. Please shorten it, or put a space where a line may break."
    ),
}


def error_sentences(stored: str, sentences: Mapping[str, str | Promise] = ERRORS) -> str:
    """Return the sentences for the stored error of a row, such as "too-long:recipient:12 too-long:place"."""
    boxes: dict[str, list[str]] = {}
    for fault in stored.split():
        code, slot, detail = (*fault.split(":", 2), "", "")[:3]
        box = f"{box_name(slot)}{_detail_words(code, detail)}"
        boxes.setdefault(code if code in sentences else "unexpected", []).append(box)
    return " ".join(str(sentences[code]).format(boxes=", ".join(names)) for code, names in boxes.items())


def _detail_words(code: str, detail: str) -> str:
    """Return by how much a text is too long, or which letters cannot be printed, in brackets."""
    if not detail:
        return ""
    if code == "too-long":
        return f" ({excess_words(int(detail))})"
    if code != "no-letter":
        return ""
    return f" ({letter_words(''.join(chr(int(code_point, 16)) for code_point in detail.split(',')))})"


def excess_words(count: int) -> str:
    """Return by how many characters a text is too long."""
    return ngettext("%(count)s character too many", "%(count)s characters too many", count) % {"count": count}


def letter_words(letters: str) -> str:
    """Return letters with their code points; what is not seen is named by its code point alone."""
    return ", ".join(
        f"“{letter}” U+{ord(letter):04X}"
        if letter.isprintable() and visible_text(letter)
        else f"U+{ord(letter):04X}"
        for letter in letters
    )


def overflow_descriptions(faults: Iterable[Overflow]) -> str:
    """Return the boxes whose text cannot be printed, each with the recipient whose text it is."""
    descriptions = []
    for fault in faults:
        place = ": ".join(part for part in (fault.recipient, box_name(fault.slot)) if part)
        reason = f" ({_('the font lacks a letter')})" if fault.reason == "no-letter" else ""
        descriptions.append(f"{place}{reason}")
    return "; ".join(dict.fromkeys(descriptions))


def collision_descriptions(collisions: Iterable[Collision]) -> str:
    """Return the pairs of boxes that touch."""
    pairs = (
        _("%(first)s and %(second)s") % {"first": box_name(pair.first), "second": box_name(pair.second)}
        for pair in collisions
    )
    return "; ".join(dict.fromkeys(map(str, pairs)))


def box_name(slot: str) -> str:
    """Return the name of a box of a layout, or of the designs that a ceremony needs, in quotes."""
    return f"“{SLOTS.get(slot) or OTHER_SLOTS.get(slot) or DESIGN_LABELS.get(slot, slot)}”"


def own_digits(text: object) -> str:
    """Return a number or a date of an award in the digits of the settings.

    Names, standards (ISO 14001) and codes stay as typed.
    """
    return numerals.digits(text) if current().award_thai_digits else str(text)


def invisible_words(characters: Iterable[tuple[str, str]]) -> str:
    """Return characters that nobody sees, each as (letter, the letters before it), with their places."""
    return ", ".join(
        gettext("U+%(code)s after “%(before)s”") % {"code": f"{ord(letter):04X}", "before": before}
        if before
        else gettext("U+%(code)s at the beginning") % {"code": f"{ord(letter):04X}"}
        for letter, before in characters
    )
