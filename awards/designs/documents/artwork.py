"""Artwork of a plaque for the engraver: an SVG in millimetres with texts as outlines, so without fonts."""

import base64
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from awards.designs.documents import background, decorations, fast_pdf, placing
from awards.designs.domain.arrangement import scaled_layout
from awards.designs.domain.designs import AwardTexts, DesignSpec
from awards.designs.domain.fitting import POINTS, PlacedLine
from ecotown.common.pdf import qr


def artwork_svg(design: DesignSpec, award_texts: AwardTexts) -> str:
    """Return the plaque of one recipient as SVG, with crop marks when the design has bleed.

    Raises TextOverflowError.
    """
    margin = decorations.sheet_margin(design.bleed)
    width, height = design.width + 2 * margin, design.height + 2 * margin
    lines = [*placing.fixed_lines(design), *placing.recipient_lines(design, award_texts)]
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}mm" height="{height:g}mm" '
            f'viewBox="{decorations.view_box(design)}" role="img" '
            f"aria-label={quoteattr(fast_pdf.document_title(design, award_texts))}>",
            background.background_drawing(design),
            *_pictures(design),
            *map(_outlined, lines),
            _qr_code(design, award_texts.qr_content) if award_texts.qr_content else "",
            "</svg>\n",
        )
    )


def _outlined(line: PlacedLine) -> str:
    path = decorations.text_outline(
        line.text, weight=line.slot.weight, size=line.size / POINTS, x=line.x, y=line.y
    )
    return f'<path fill="{line.slot.colour}" d="{path}"/>'


def _qr_code(design: DesignSpec, address: str) -> str:
    box = scaled_layout(design).qr
    side, path = qr.svg_path(address)
    return f'<path transform="translate({box.x:g} {box.y:g}) scale({box.width / side:.6f})" d="{path}"/>'


def _pictures(design: DesignSpec) -> Iterator[str]:
    for picture in background.placed_pictures(design):
        media_type = "image/svg+xml" if picture.content.lstrip().startswith(b"<") else "image/png"
        content = base64.b64encode(picture.content).decode()
        box = picture.box
        yield (
            f'<image x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" '
            f'preserveAspectRatio="xMidYMid meet" href="data:{media_type};base64,{content}"/>'
        )
