"""Words of files of evidence, and of what handling them refuses."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from assessments.entry.words import OTHER_WORKBOOKS
from assessments.evidence.domain import expected_items, first_page, is_number_of_page
from ecotown.common.thai.formats import text
from ecotown.common.thai.typed_text import page_numbers
from ecotown.configuration.queries import current

UPLOAD_REFUSALS = OTHER_WORKBOOKS | {
    "doc": _("This is a document of the old format (.doc). Please save it as .docx or PDF."),
    "dotx": _("This is a template of a document (.dotx). Please save it as .docx or PDF."),
    "odt": _("This is an OpenDocument text (.odt). Please save it as .docx or PDF."),
    "ppt": _("This is a presentation of the old format (.ppt). Please save it as PDF."),
    "pptx": _("This is a presentation (.pptx). Please save it as PDF."),
    "odp": _("This is an OpenDocument presentation (.odp). Please save it as PDF."),
    "pdf-password": _(
        "This PDF opens only with a password."
        " Please save it without one, for example by printing it to a PDF."
    ),
    "pdf-without-pages": _("This PDF has no page. Please save it again with its pages."),
    "busy": _("The system is busy and could not examine this file. Please try again in a moment."),
    "empty": _("The file is empty."),
    "too-large": _("The file is larger than %(limit)s MB. Please make it smaller or split it."),
    "program": _("This is a program, not a document, whatever its name says."),
    "old-office": _(
        "This is an Office file of the old format or with a password."
        " Please save it as XLSX or DOCX without a password."
    ),
    "heic": _("This is a HEIC picture. Please save it as JPEG."),
    "unknown-kind": _("By its content this is none of PDF, JPEG, PNG, WebP, XLSX and DOCX."),
    "mixed": _("Other data is attached to this PDF. Please save it again as a plain PDF."),
    "broken": _("The file is damaged or incomplete. Please save it again and upload it once more."),
    "too-many-pixels": _(
        "The picture is too large. A JPEG may have 100 million pixels, a PNG or WebP 75 million."
        " Please make it smaller."
    ),
    "unpacks-too-large": _(
        "Unpacked, this document is far too large. Please save it again in a smaller form."
    ),
    "macros": _(
        "The document holds macros, as .xlsm and .docm do. Please save it without macros as .xlsx or .docx."
    ),
    "encrypted": _("The document is encrypted. Please save it without a password."),
}

# Why a worker refuses a picture after its upload, see ecotown/common/files/pictures.py.
PICTURE_REFUSALS = {
    "broken": UPLOAD_REFUSALS["broken"],
    "too-many-pixels": UPLOAD_REFUSALS["too-many-pixels"],
    "differs": _(
        "The picture would look different from what was sent once it is stored."
        " Please save it as a plain JPEG or PNG with the colours of sRGB and send it again."
    ),
    "unexamined": _(
        "The file could not be examined within the time and memory there is."
        " Please make it smaller, or send it again later."
    ),
    "lost": _("The file was lost before it was examined. Please send it again."),
}

FIRST_FRAME = _("An animated picture: only its first frame is kept.")

# Why an action is refused, by the code of the WorkflowError.
REFUSALS = {
    "preview-not-failed": _("This preview is not in error."),
    "evidence-removed": _("This file has been removed from the evidence."),
    "evidence-infected": _("A virus was found in this file, so it cannot be cited."),
    "evidence-refused": _("This file was not kept, so it cannot be cited. Please send it again."),
    "evidence-unexamined": _("A file is still being examined. Please wait a moment."),
    "refused-cited": _("A file that was not kept is still cited. Remove its citations or send it again."),
    "evidence-cited": _("This file is still cited. Remove its citations first."),
    "unknown-indicator": _("This indicator is not in the criteria of the assessment."),
    "unexpected-evidence": _("This item is not in the expected evidence of the indicator."),
    "cited-already": _("This page of the file is already cited for this indicator."),
    "visit-photo": _("The photographs of a site visit are kept by the assessor who made it."),
}


def upload_refusal(code: str) -> str:
    """Return the sentence for the code of a RefusedUpload."""
    return str(UPLOAD_REFUSALS[code]) % {"limit": current().evidence_max_mb}


def file_added(evidence, *, is_cited: bool = False) -> str:
    """Return the message for a new file; one still to be examined is only called received."""
    if evidence.is_unexamined and is_cited:
        sentence = gettext(
            "%(name)s has been received and cited. How its examination went will stand in the list."
        )
    elif evidence.is_unexamined:
        sentence = gettext("%(name)s has been received. How its examination went will stand in the list.")
    else:
        sentence = (
            gettext("%(name)s has been added and cited.") if is_cited else gettext("%(name)s has been added.")
        )
    return sentence % {"name": evidence.name}


def file_refused(name: str, reason: str) -> str:
    """Return the message for a file that was not added, or not cited."""
    return gettext("%(name)s was refused. %(reason)s") % {"name": name, "reason": reason}


def files_cited(count: int) -> str:
    """Return the message for files of the library that were cited at `count` places."""
    return ngettext("%(count)s citation added.", "%(count)s citations added.", count) % {"count": count}


def cited_page(page):
    """Return the fragment that opens the cited page: `#page=4` of “4-6”, empty without a page."""
    number = first_page(page)
    return f"#page={number}" if number else ""


def page_words(page) -> str:
    """Return cited pages in words: Page 3; what begins with no number says itself where it is."""
    page = page_numbers(page)  # older citations hold what was typed
    return gettext("Page %(page)s") % {"page": page} if is_number_of_page(page) else page


def short_page_words(page) -> str:
    """Return cited pages in few words: p. 3."""
    page = page_numbers(page)
    return gettext("p. %(page)s") % {"page": page} if is_number_of_page(page) else page


def citation_place(citation) -> str:
    """Return where in a file something is cited and which expected item it proves: Page 3 · water bills."""
    expected = expected_words(citation.expected, citation.indicator)
    return " · ".join(filter(None, [page_words(citation.page), expected])) or gettext("The whole file")


def expected_words(item, indicator):
    """Return an item of the expected evidence in the language of the page, as stored where it has none."""
    items, translated = expected_items(indicator.evidence_th), expected_items(text(indicator, "evidence"))
    return (
        dict(zip(items, translated, strict=True)).get(item, item) if len(items) == len(translated) else item
    )
