"""Fast PDF files of awards: the common parts once per design, a few lines and a QR code per recipient."""

import hashlib
import io
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary

from awards.designs.documents import background as background_documents
from awards.designs.documents import decorations, placing
from awards.designs.domain.arrangement import scaled_layout
from awards.designs.domain.designs import AwardTexts, DesignSpec
from awards.designs.domain.fitting import POINTS, PlacedLine
from ecotown.common.pdf import fonts, qr
from ecotown.common.pdf.fast_pdf import PdfPattern

MAX_PATTERNS = 8  # patterns kept in memory, each about the size of one file
_patterns: OrderedDict[str, PdfPattern] = OrderedDict()


def render(design: DesignSpec, texts_of_awards: Sequence[AwardTexts]) -> Iterator[bytes]:
    """Yield a PDF/A-2b file for each recipient in their order; the same texts give the same bytes.

    Raises TextOverflowError before the first file when any text does not fit.
    """
    if overflows := placing.overflows(design, texts_of_awards):
        raise placing.TextOverflowError(overflows)
    common = design_pattern(design)
    for award_texts in texts_of_awards:
        yield common.copy(recipient_operators(design, award_texts), document_title(design, award_texts))


def document_title(design: DesignSpec, award_texts: AwardTexts) -> str:
    """Return the title of the document: kind and number, then the recipient."""
    parts = (design.texts.get("number-label", ""), award_texts.texts.get("number", ""), award_texts.recipient)
    return " ".join(part for part in parts if part)


def design_pattern(design: DesignSpec) -> PdfPattern:
    """Return the common parts of all awards of a design, cached per process. Raises TextOverflowError."""
    key = hashlib.sha256(repr((design, sorted(design.texts.items()))).encode()).hexdigest()
    if key in _patterns:
        _patterns.move_to_end(key)
    else:
        _patterns[key] = _new_pattern(design)
    while len(_patterns) > MAX_PATTERNS:
        _patterns.popitem(last=False)
    return _patterns[key]


def clear_patterns() -> None:
    """Clear the cache of patterns."""
    _patterns.clear()


def _new_pattern(design: DesignSpec) -> PdfPattern:
    margin = decorations.sheet_margin(design.bleed)
    with (
        pikepdf.new() as pdf,
        pikepdf.open(io.BytesIO(background_documents.background_pdf(design))) as background,
    ):
        width, height = ((length + 2 * margin) * POINTS for length in (design.width, design.height))
        pdf.add_blank_page(page_size=(width, height))
        page = pdf.pages[0]
        page.MediaBox = _inset(width, height, 0)
        if margin:
            page.BleedBox = _inset(width, height, (margin - design.bleed) * POINTS)
            page.TrimBox = _inset(width, height, margin * POINTS)
        form = pdf.copy_foreign(background.pages[0].as_form_xobject())
        page.Resources = Dictionary(
            XObject=Dictionary(Art=form), Font=fonts.font_resources(pdf, scaled_layout(design).weights)
        )
        common = b"q /Art Do Q\n" + _texts(design, placing.fixed_lines(design))
        page.Contents = Array([pdf.make_stream(common), pdf.make_stream(b"")])
        _remove_smoothing(pdf)
        return PdfPattern(pdf)


def _inset(width: float, height: float, inset: float) -> Array:
    return Array([round(edge, 4) for edge in (inset, inset, width - inset, height - inset)])


def _remove_smoothing(pdf: pikepdf.Pdf) -> None:
    """Remove the smoothing of pictures, which PDF/A forbids."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and "/Interpolate" in item:
            del item["/Interpolate"]


def recipient_operators(design: DesignSpec, award_texts: AwardTexts) -> bytes:
    """Return the PDF operators for one recipient on top of the pattern. Raises TextOverflowError."""
    layout = scaled_layout(design)
    margin = decorations.sheet_margin(design.bleed)
    box = layout.qr
    if not award_texts.qr_content:
        return _texts(design, placing.recipient_lines(design, award_texts))
    code = qr.pdf_operators(
        award_texts.qr_content,
        x=(box.x + margin) * POINTS,
        y=(design.height + margin - box.y - box.height) * POINTS,
        size=box.width * POINTS,
    )
    return _texts(design, placing.recipient_lines(design, award_texts)) + code


def _texts(design: DesignSpec, lines: Iterable[PlacedLine]) -> bytes:
    margin = decorations.sheet_margin(design.bleed)
    return b"".join(
        fonts.text_operators(
            line.text,
            weight=line.slot.weight,
            size=line.size,
            x=(line.x + margin) * POINTS,
            y=(design.height + margin - line.y) * POINTS,
            colour=line.slot.colour,
        )
        for line in lines
    )
