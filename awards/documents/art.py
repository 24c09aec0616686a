"""Pages rendered by WeasyPrint: the background of a design, and for comparison a whole certificate."""

from collections.abc import Iterable
from typing import NamedTuple

from awards.documents import ornaments, placing
from awards.domain.designs import Box, Design, Words
from awards.domain.fitting import ASCENT, DESCENT, LEADING, POINTS, Line
from awards.domain.layouts import layout_of, signings
from ecotown.common import pdf, qr

TEMPLATE = "awards/designs/award_page.html"


class Picture(NamedTuple):
    """An uploaded picture, fitted into a box without changing its proportions."""

    name: str
    box: Box
    content: bytes


def pictures(design: Design) -> list[Picture]:
    """Return the uploaded seal and signatures of a design."""
    layout = layout_of(design)
    uploaded = [Picture("picture:seal", layout.seal, design.seal)] if design.seal else []
    for number, place in enumerate(signings(design, layout), start=1):
        if place.signatory.image:
            uploaded.append(Picture(f"picture:signature-{number}", place.picture, place.signatory.image))
    return uploaded


def drawing(design: Design) -> str:
    """Return the drawn parts as SVG elements, with the mark of the portal when no seal was uploaded."""
    layout = layout_of(design)
    mark = "" if design.seal else ornaments.mark(layout.seal, outlined=layout.kind == "plaque")
    return ornaments.drawing(design) + mark


def art_pdf(design: Design) -> bytes:
    """Return the page of a design as a PDF without texts."""
    return _page(design, [])


def plain_pdf(design: Design, words: Words) -> bytes:
    """Return the award of one recipient as a PDF by WeasyPrint alone.

    It is slow, and the reference with which the output of the fast way is compared.
    """
    lines = [*placing.fixed_lines(design), *placing.own_lines(design, words)]
    return _page(design, lines, words.qr)


def _page(design: Design, lines: Iterable[Line], address: str = "") -> bytes:
    margin = ornaments.margin(design)
    box = layout_of(design).qr
    shown = pictures(design)
    context = {
        "title": design.layout,
        "width": f"{design.width + 2 * margin:g}",
        "height": f"{design.height + 2 * margin:g}",
        "view": ornaments.view(design),
        "drawing": drawing(design),
        "pictures": [{"address": picture.name, **_css_box(picture.box, margin)} for picture in shown],
        "lines": [_css_line(line, margin) for line in lines],
        "qr": {**_css_box(box, margin), "svg": qr.svg(address)} if address else None,
    }
    return pdf.render(TEMPLATE, context, {picture.name: picture.content for picture in shown})


def _css_box(box: Box, margin: float) -> dict[str, str]:
    return {
        "left": f"{box.x + margin:.4f}",
        "top": f"{box.y + margin:.4f}",
        "width": f"{box.width:.4f}",
        "height": f"{box.height:.4f}",
    }


def _css_line(line: Line, margin: float) -> dict[str, str]:
    ascent = ((LEADING - ASCENT - DESCENT) / 2 + ASCENT) * line.size / POINTS
    return {
        "text": line.text,
        "left": f"{line.x + margin:.4f}",
        "top": f"{line.y - ascent + margin:.4f}",
        "size": f"{line.size:g}",
        "weight": str(line.slot.weight),
        "colour": line.slot.colour,
    }
