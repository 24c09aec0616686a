"""Papers of awards: certificates, plaques, print files."""

from awards.documents.art import plain_pdf
from awards.documents.artwork import artwork_svg
from awards.documents.certificate import certificate_pdf, standard_design, words_of
from awards.documents.placing import TextOverflow, overflows
from awards.documents.stamped import render, title
from ecotown.common.pdf_merging import merge

__all__ = [
    "TextOverflow",
    "artwork_svg",
    "certificate_pdf",
    "merge",
    "overflows",
    "plain_pdf",
    "render",
    "standard_design",
    "title",
    "words_of",
]
