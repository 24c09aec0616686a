"""Artwork of a plaque for the engraver: an SVG in millimetres with texts as outlines, so without fonts."""

import base64
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from awards.documents import art, ornaments, placing, stamped
from awards.domain.designs import Design, Words
from awards.domain.fitting import POINTS, Line
from awards.domain.layouts import layout_of
from ecotown.common import qr


def artwork_svg(design: Design, words: Words) -> str:
    """Return the plaque of one recipient as SVG, with crop marks when the design has bleed.

    Raise TextOverflow.
    """
    margin = ornaments.margin(design)
    width, height = design.width + 2 * margin, design.height + 2 * margin
    lines = [*placing.fixed_lines(design), *placing.own_lines(design, words)]
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}mm" height="{height:g}mm" '
            f'viewBox="{ornaments.view(design)}" role="img" '
            f"aria-label={quoteattr(stamped.title(design, words))}>",
            art.drawing(design),
            *_pictures(design),
            *map(_outlined, lines),
            _qr_code(design, words.qr) if words.qr else "",
            "</svg>\n",
        )
    )


def _outlined(line: Line) -> str:
    path = ornaments.outline(line.text, weight=line.slot.weight, size=line.size / POINTS, x=line.x, y=line.y)
    return f'<path fill="{line.slot.colour}" d="{path}"/>'


def _qr_code(design: Design, address: str) -> str:
    box = layout_of(design).qr
    side, path = qr.path(address)
    return f'<path transform="translate({box.x:g} {box.y:g}) scale({box.width / side:.6f})" d="{path}"/>'


def _pictures(design: Design) -> Iterator[str]:
    for picture in art.pictures(design):
        media_type = "image/svg+xml" if picture.content.lstrip().startswith(b"<") else "image/png"
        content = base64.b64encode(picture.content).decode()
        box = picture.box
        yield (
            f'<image x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" '
            f'preserveAspectRatio="xMidYMid meet" href="data:{media_type};base64,{content}"/>'
        )
