"""Samples of awards that have no number yet: drawings that are marked as samples."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils import translation
from django.utils.translation import pgettext

from awards.designs.documents import decorations
from awards.designs.documents.artwork import artwork_svg
from awards.designs.documents.placing import overflows
from awards.designs.domain.designs import Overflow
from awards.designs.domain.layouts import scaled_layout
from awards.register.documents.awards import design_of_award, texts_of_award
from awards.register.models.awards import Award

SVG_END = "</svg>\n"


def sample_svg(award: Award) -> str:
    """Return the drawing of an unstored award, without number and QR code. Raises TextOverflowError."""
    design, award_texts = design_of_award(award), texts_of_award(award)
    with translation.override("th"):
        sample_mark = pgettext("award", "Sample")
    texts = {**award_texts.texts, "number": sample_mark, "address": "", "code": ""}
    svg = artwork_svg(design, replace(award_texts, texts=texts, qr_content=""))
    # A demonstration has a watermark already.
    watermark = "" if design.is_demonstration else decorations.watermark(scaled_layout(design), sample_mark)
    return svg.replace(SVG_END, watermark + SVG_END)


def sample_overflows(awards: Sequence[Award]) -> list[list[Overflow]]:
    """Return the texts of each award that do not fit or cannot be printed; each design is loaded once."""
    examples = {award.design_id: award for award in awards}
    designs = {pk: design_of_award(award) for pk, award in examples.items()}
    return [overflows(designs[award.design_id], [texts_of_award(award)]) for award in awards]
