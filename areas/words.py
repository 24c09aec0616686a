"""Words of provinces and of the register of target areas."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CAPITAL = "กรุงเทพมหานคร"  # not a province

# How sure it is that there is such an area, by the code that is stored.
CERTAINTIES = {
    "department": gettext_lazy("Entered by the department"),
    "confirmed": gettext_lazy("Area and province are named by a public source"),
    "confirmed-province": gettext_lazy("A public source names the province, not the area"),
    "likely": gettext_lazy("Named by a public source that does not say the phase"),
    "inferred": gettext_lazy("Inferred from public sources, not confirmed"),
}

REFUSALS = {
    "no-name": gettext_lazy("Please give the name of the area."),
    "name-taken": gettext_lazy("The province has an area of this name already."),
    "not-named": gettext_lazy("This area has no name yet. Enter its name first."),
    "same-name": gettext_lazy("The area has this name already."),
    "name-too-early": gettext_lazy("The day must be later than the one from which its latest name counts."),
    "name-too-late": gettext_lazy("This date is too late. Please check its year."),
    "name-is-first": gettext_lazy("The first name of an area cannot be withdrawn, only corrected."),
    "name-is-followed": gettext_lazy("A later name follows this one. Withdraw the later one first."),
    "name-is-gone": gettext_lazy("This renaming was withdrawn meanwhile."),
    "no-reason": gettext_lazy("Please give a reason."),
    "no-source": gettext_lazy("Please say where this comes from."),
    "no-title": gettext_lazy("Please give the title of the announcement."),
    "ended": gettext_lazy("The end of this area is entered already."),
    "not-ended": gettext_lazy("This area has no end."),
    "end-too-late": gettext_lazy("This date is too late. Please check its year."),
    "own-successor": gettext_lazy("An area cannot follow itself."),
    "successor-ended": gettext_lazy("An area that has an end itself cannot follow another one."),
    "sub-district-twice": gettext_lazy("A sub-district is listed twice."),
    "too-many-sub-districts": gettext_lazy("These are more sub-districts than an area can have."),
    "no-boundary": gettext_lazy("This area has no boundary."),
    "boundary-empty": gettext_lazy("The file is empty."),
    "boundary-too-large": gettext_lazy("The file is larger than 2 MB. Please save it with fewer points."),
    "not-geojson": gettext_lazy("This is no GeoJSON file. Please export the boundary as GeoJSON."),
    "boundary-no-polygon": gettext_lazy("A boundary consists of polygons; this file has others or none."),
    "boundary-open-ring": gettext_lazy("A line of the boundary is not closed."),
    "boundary-elsewhere": gettext_lazy(
        "The points do not lie in Thailand. Please export longitude and latitude in degrees (WGS 84)."
    ),
    "boundary-too-many-points": gettext_lazy("The boundary has more points than needed; at most 20,000."),
    "boundary-no-area": gettext_lazy("The boundary encloses nothing."),
    "in-group": gettext_lazy("The area is in this group already."),
    "group-exists": gettext_lazy("There is a group of this name already."),
    "announcement-exists": gettext_lazy("This announcement is entered already."),
    "not-pdf": gettext_lazy("Please send the announcement as a PDF file."),
    "year": gettext_lazy("Please check the fiscal year (B.E.)."),
    "granted-here": gettext_lazy(
        "The level of this year was granted in this portal, and is published with its explanation."
    ),
    "no-holidays": gettext_lazy("Please type at least one day."),
    "holiday-twice": gettext_lazy("A day is listed twice."),
    "holidays-unchanged": gettext_lazy("These days are entered just so already."),
    "holiday-is-gone": gettext_lazy("This day is no public holiday, or was removed meanwhile."),
    "list-outdated": gettext_lazy("The register was changed meanwhile. Please check the list again."),
}

# The headings of the list of areas as a workbook.
IMPORT_HEADINGS = {
    "key": gettext_lazy("Reference code"),
    "province": gettext_lazy("Province"),
    "name_th": gettext_lazy("Thai name"),
    "name_en": gettext_lazy("English name"),
    "phase": gettext_lazy("Phase"),
    "source": gettext_lazy("Source"),
    "note": gettext_lazy("Note"),
}

# Why a workbook is refused.
FILE_REFUSALS = {
    "no-headings": gettext_lazy(
        "The headings “Province” and “Thai name” are missing. Download the form and fill it in."
    ),
    "too-many-rows": gettext_lazy("The list has far more rows than there are target areas."),
    "several-sheets": gettext_lazy("The list must stand on one sheet alone."),
    "no-rows": gettext_lazy("The workbook has no filled-in row."),
    "too-many-sheets": gettext_lazy("The workbook has too many sheets."),
    "damaged": gettext_lazy("The file is damaged and cannot be read."),
    "locked": gettext_lazy("This is an old or password-protected file. Save it as .xlsx without a password."),
    "encrypted": gettext_lazy("The workbook is encrypted. Save it as .xlsx without a password."),
    "macros": gettext_lazy("The file contains macros or controls. Only workbooks without them are accepted."),
    "links": gettext_lazy(
        "The file contains links to other files or data. Only workbooks without them are accepted."
    ),
    "embedded": gettext_lazy("The file contains embedded objects. Only workbooks without them are accepted."),
    "not-a-workbook": gettext_lazy("This is no Excel workbook (.xlsx)."),
}

# Why a cell of the list cannot be taken.
CELL_FAULTS = {
    "formula": gettext_lazy("Formulas are not accepted. Type the text itself."),
    "error": gettext_lazy("This cell holds the error of a formula. Type the text itself."),
    "date": gettext_lazy("This cell holds a date. Type a text."),
    "too-long": gettext_lazy("This text is too long."),
    "phase": gettext_lazy("The phase is 1, 2 or 3."),
    "no-name": gettext_lazy("Please give the name of the area."),
    "no-phase": gettext_lazy("A new area needs its phase."),
    "no-source": gettext_lazy("A new area or name needs its source."),
    "province-unknown": gettext_lazy("There is no province of this name."),
    "key-unknown": gettext_lazy("No area has this reference code. Leave it empty for a new area."),
    "key-elsewhere": gettext_lazy("The area of this reference code lies in another province."),
    "renamed": gettext_lazy(
        "The area has another name in the register. Rename it on its own page, from a day on."
    ),
    "twice": gettext_lazy("This area is listed twice."),
}

# What a fact of an event is called.
FACTS = {
    "province": gettext_lazy("Province"),
    "key": gettext_lazy("Reference code"),
    "since": gettext_lazy("From"),
    "ended_on": gettext_lazy("No target area from"),
    "end_reason": gettext_lazy("Reason"),
    "successors": gettext_lazy("Followed by the areas"),
    "group": gettext_lazy("Group"),
    "year": gettext_lazy("Fiscal year"),
    "level": gettext_lazy("Level"),
    "source": gettext_lazy("Source"),
    "note": gettext_lazy("Note"),
    "phase": gettext_lazy("Phase"),
    "confidence": gettext_lazy("Certainty"),
    "announcement": gettext_lazy("Announcement"),
    "name": gettext_lazy("Thai name"),
    "name_en": gettext_lazy("English name"),
    "square_km": gettext_lazy("Square kilometres"),
    "sha256": "SHA-256",
}


def province_in_words(name: str) -> str:
    """Return the name of a province as it is printed and read aloud; the capital is no province."""
    return name if name == CAPITAL else _("Province of %(province_name)s") % {"province_name": name}


def certainty(confidence: str) -> str:
    """Return how sure it is that there is such an area, in words."""
    return str(CERTAINTIES.get(confidence, CERTAINTIES["inferred"]))


def refusal_sentence(code: str) -> str:
    """Return why a step in the register was refused."""
    return str(REFUSALS[code])
