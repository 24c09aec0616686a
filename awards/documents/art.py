"""A page as WeasyPrint makes it: the art of a design, and for comparison a whole certificate."""

from collections.abc import Iterable
from typing import NamedTuple

from awards.documents import ornaments, placing
from awards.domain.designs import Box, Design, Words
from awards.domain.fitting import ASCENT, DESCENT, LEADING, POINTS, Line
from awards.domain.layouts import layout_of, signings
from ecotown.common import pdf, qr

TEMPLATE = "awards/layouts/page.html"


class Picture(NamedTuple):
    """An uploaded picture, fitted into a box with its proportions kept."""

    name: str
    box: Box
    content: bytes


def pictures(design: Design) -> list[Picture]:
    """The seal and the signatures that were uploaded."""
    layout = layout_of(design)
    found = [Picture("picture:seal", layout.seal, design.seal)] if design.seal else []
    for number, place in enumerate(signings(design, layout), start=1):
        if place.signatory.image:
            found.append(Picture(f"picture:signature-{number}", place.picture, place.signatory.image))
    return found


def drawing(design: Design) -> str:
    """The drawn parts as SVG; the mark of the portal stands where no seal was uploaded."""
    layout = layout_of(design)
    mark = "" if design.seal else ornaments.mark(layout.seal, outlined=layout.kind == "plaque")
    return ornaments.drawing(design) + mark


def art_pdf(design: Design) -> bytes:
    """The page without any text that can be read."""
    return _page(design, [])


def plain_pdf(design: Design, words: Words) -> bytes:
    """The certificate of one recipient by WeasyPrint alone: slow, and what the fast way is compared with."""
    lines = [*placing.fixed_lines(design), *placing.own_lines(design, words)]
    return _page(design, lines, words.qr)


def _page(design: Design, lines: Iterable[Line], address: str = "") -> bytes:
    around = ornaments.margin(design)
    box = layout_of(design).qr
    shown = pictures(design)
    context = {
        "title": design.layout,
        "width": f"{design.width + 2 * around:g}",
        "height": f"{design.height + 2 * around:g}",
        "view": ornaments.view(design),
        "drawing": drawing(design),
        "pictures": [{"address": one.name, **_placed(one.box, around)} for one in shown],
        "lines": [_styled(line, around) for line in lines],
        "qr": {**_placed(box, around), "svg": qr.svg(address)} if address else None,
    }
    return pdf.render(TEMPLATE, context, {one.name: one.content for one in shown})


def _placed(box: Box, around: float) -> dict[str, str]:
    return {
        "left": f"{box.x + around:.4f}",
        "top": f"{box.y + around:.4f}",
        "width": f"{box.width:.4f}",
        "height": f"{box.height:.4f}",
    }


def _styled(line: Line, around: float) -> dict[str, str]:
    above = ((LEADING - ASCENT - DESCENT) / 2 + ASCENT) * line.size / POINTS
    return {
        "text": line.text,
        "left": f"{line.x + around:.4f}",
        "top": f"{line.y - above + around:.4f}",
        "size": f"{line.size:g}",
        "weight": str(line.slot.weight),
        "colour": line.slot.colour,
    }
