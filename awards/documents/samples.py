"""What a document will look like before it has a number: a drawing that is marked as a sample."""

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
    """An award that is not stored, without number and QR code. Raises TextOverflow."""
    design, words = drawn(award), words_of(award)
    with translation.override("th"):
        said = pgettext("award", "Sample")
    texts = {**words.texts, "number": said, "address": "", "code": ""}
    svg = artwork_svg(design, replace(words, texts=texts, qr=""))
    # A demonstration is marked already, and more loudly.
    over = "" if design.is_demonstration else ornaments.watermark(layout_of(design), said)
    return svg.replace(END, over + END)


def faults_of(awards: Sequence[Certificate]) -> list[list[Overflow]]:
    """What does not fit or cannot be printed of each award; each design is read once."""
    designs = {one.design_id: one for one in awards}
    designs = {pk: drawn(one) for pk, one in designs.items()}
    return [overflows(designs[one.design_id], [words_of(one)]) for one in awards]
