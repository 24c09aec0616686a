"""The fast way to certificates: what is common once, a few lines and a QR code for each recipient."""

import hashlib
import io
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary

from awards.documents import art, ornaments, placing
from awards.domain.designs import Design, Words
from awards.domain.fitting import POINTS, Line
from awards.domain.layouts import layout_of
from ecotown.common import pdf_fonts, qr
from ecotown.common.stamping import Pattern

KEPT = 8  # patterns in memory, each about the size of one certificate
_patterns: OrderedDict[str, Pattern] = OrderedDict()


def render(design: Design, words: Sequence[Words]) -> Iterator[bytes]:
    """A PDF/A-2b file for each recipient, in their order; the same words give the same bytes.

    Raises TextOverflow before the first when any text does not fit.
    """
    if found := placing.overflows(design, words):
        raise placing.TextOverflow(found)
    common = pattern(design)
    for one in words:
        yield common.copy(own_drawing(design, one), title(design, one))


def title(design: Design, words: Words) -> str:
    """What a reader's window is called: kind and number, then the recipient."""
    named = (design.texts.get("number-label", ""), words.texts.get("number", ""), words.recipient)
    return " ".join(part for part in named if part)


def pattern(design: Design) -> Pattern:
    """What is common to all certificates of a design, made once in a process. Raises TextOverflow."""
    key = hashlib.sha256(repr((design, sorted(design.texts.items()))).encode()).hexdigest()
    if key in _patterns:
        _patterns.move_to_end(key)
    else:
        _patterns[key] = _made(design)
    while len(_patterns) > KEPT:
        _patterns.popitem(last=False)
    return _patterns[key]


def forget() -> None:
    """Make every pattern anew when it is next asked for."""
    _patterns.clear()


def _made(design: Design) -> Pattern:
    around = ornaments.margin(design)
    with pikepdf.new() as pdf, pikepdf.open(io.BytesIO(art.art_pdf(design))) as drawn:
        wide, high = ((length + 2 * around) * POINTS for length in (design.width, design.height))
        pdf.add_blank_page(page_size=(wide, high))
        page = pdf.pages[0]
        page.MediaBox = _inset(wide, high, 0)
        if around:
            page.BleedBox = _inset(wide, high, (around - design.bleed) * POINTS)
            page.TrimBox = _inset(wide, high, around * POINTS)
        form = pdf.copy_foreign(drawn.pages[0].as_form_xobject())
        page.Resources = Dictionary(
            XObject=Dictionary(Art=form), Font=pdf_fonts.fonts(pdf, layout_of(design).weights)
        )
        common = b"q /Art Do Q\n" + _texts(design, placing.fixed_lines(design))
        page.Contents = Array([pdf.make_stream(common), pdf.make_stream(b"")])
        _without_smoothing(pdf)
        return Pattern(pdf)


def _inset(wide: float, high: float, inset: float) -> Array:
    return Array([round(edge, 4) for edge in (inset, inset, wide - inset, high - inset)])


def _without_smoothing(pdf: pikepdf.Pdf) -> None:
    """Pictures may not be smoothed in an archived file."""
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and "/Interpolate" in one:
            del one["/Interpolate"]


def own_drawing(design: Design, words: Words) -> bytes:
    """What is drawn for one recipient on top of the pattern. Raises TextOverflow."""
    layout = layout_of(design)
    around = ornaments.margin(design)
    box = layout.qr
    if not words.qr:
        return _texts(design, placing.own_lines(design, words))
    code = qr.operators(
        words.qr,
        x=(box.x + around) * POINTS,
        y=(design.height + around - box.y - box.height) * POINTS,
        size=box.width * POINTS,
    )
    return _texts(design, placing.own_lines(design, words)) + code


def _texts(design: Design, lines: Iterable[Line]) -> bytes:
    around = ornaments.margin(design)
    return b"".join(
        pdf_fonts.text(
            line.text,
            weight=line.slot.weight,
            size=line.size,
            x=(line.x + around) * POINTS,
            y=(design.height + around - line.y) * POINTS,
            colour=line.slot.colour,
        )
        for line in lines
    )
