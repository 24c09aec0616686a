"""A plaque for the engraver: one SVG in millimetres whose texts are outlines, so that no font is needed."""

import base64
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from awards.documents import art, ornaments, placing, stamped
from awards.domain.designs import Design, Words
from awards.domain.fitting import POINTS, Line
from awards.domain.layouts import layout_of
from ecotown.common import qr


def artwork_svg(design: Design, words: Words) -> str:
    """The plaque of one recipient, with crop marks when the design has bleed. Raises TextOverflow."""
    around = ornaments.margin(design)
    wide, high = design.width + 2 * around, design.height + 2 * around
    lines = [*placing.fixed_lines(design), *placing.own_lines(design, words)]
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}mm" height="{high:g}mm" '
            f'viewBox="{ornaments.view(design)}" role="img" '
            f"aria-label={quoteattr(stamped.title(design, words))}>",
            art.drawing(design),
            *_pictures(design),
            *map(_outlined, lines),
            _code(design, words.qr) if words.qr else "",
            "</svg>\n",
        )
    )


def _outlined(line: Line) -> str:
    path = ornaments.outline(line.text, weight=line.slot.weight, size=line.size / POINTS, x=line.x, y=line.y)
    return f'<path fill="{line.slot.colour}" d="{path}"/>'


def _code(design: Design, address: str) -> str:
    box = layout_of(design).qr
    side, path = qr.path(address)
    return f'<path transform="translate({box.x:g} {box.y:g}) scale({box.width / side:.6f})" d="{path}"/>'


def _pictures(design: Design) -> Iterator[str]:
    for one in art.pictures(design):
        kind = "image/svg+xml" if one.content.lstrip().startswith(b"<") else "image/png"
        content = base64.b64encode(one.content).decode()
        box = one.box
        yield (
            f'<image x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" '
            f'preserveAspectRatio="xMidYMid meet" href="data:{kind};base64,{content}"/>'
        )
