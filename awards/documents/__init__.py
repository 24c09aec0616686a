"""Files of awards: certificates, plaques, packages, the run sheet of a ceremony."""

from awards.documents.art import plain_pdf
from awards.documents.artwork import artwork_svg
from awards.documents.awards import (
    UnfitDesign,
    certificate_pdf,
    certificate_pdfs,
    design_of,
    drawn,
    too_long,
    words_of,
)
from awards.documents.certificate import standard_design
from awards.documents.course import course_pdf, course_workbook
from awards.documents.packages import artwork_zip, documents_zip, merged_pdf
from awards.documents.placing import TextOverflow, overflows
from awards.documents.samples import faults_of, sample_svg
from awards.documents.script import script_of
from awards.documents.stamped import render, title
from awards.domain.ceremonies import PackageKind
from ecotown.common.pdf_merging import merge

# The function that makes each kind of package from the run sheet of a ceremony.
PACKAGES = {
    PackageKind.ZIP: documents_zip,
    PackageKind.MERGED: merged_pdf,
    PackageKind.ARTWORK: artwork_zip,
    PackageKind.SHEET_PDF: course_pdf,
    PackageKind.SHEET_WORKBOOK: course_workbook,
}

__all__ = [
    "PACKAGES",
    "TextOverflow",
    "UnfitDesign",
    "artwork_svg",
    "certificate_pdf",
    "certificate_pdfs",
    "design_of",
    "drawn",
    "faults_of",
    "merge",
    "overflows",
    "plain_pdf",
    "render",
    "sample_svg",
    "script_of",
    "standard_design",
    "title",
    "too_long",
    "words_of",
]
