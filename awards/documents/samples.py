"""Samples of awards that have no number yet: drawings that are marked as samples."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils import translation
from django.utils.translation import pgettext

from awards.documents import ornaments
from awards.documents.artwork import artwork_svg
from awards.documents.awards import drawn, words_of
from awards.documents.placing import overflows
from awards.domain.designs import Overflow
from awards.domain.layouts import layout_of
from awards.models import Certificate

END = "</svg>\n"


def sample_svg(award: Certificate) -> str:
    """Return the drawing of an award that is not stored, without number and QR code. Raise TextOverflow."""
    design, words = drawn(award), words_of(award)
    with translation.override("th"):
        sample_mark = pgettext("award", "Sample")
    texts = {**words.texts, "number": sample_mark, "address": "", "code": ""}
    svg = artwork_svg(design, replace(words, texts=texts, qr=""))
    # A demonstration has a watermark already.
    watermark = "" if design.is_demonstration else ornaments.watermark(layout_of(design), sample_mark)
    return svg.replace(END, watermark + END)


def faults_of(awards: Sequence[Certificate]) -> list[list[Overflow]]:
    """Return the texts of each award that do not fit or cannot be printed; each design is loaded once."""
    examples = {award.design_id: award for award in awards}
    designs = {pk: drawn(award) for pk, award in examples.items()}
    return [overflows(designs[award.design_id], [words_of(award)]) for award in awards]
