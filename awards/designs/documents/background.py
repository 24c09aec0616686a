"""Pages rendered by WeasyPrint: the background of a design, and for comparison a whole award."""

from collections.abc import Iterable
from typing import NamedTuple

from awards.designs.documents import decorations, placing
from awards.designs.domain.arrangement import scaled_layout, signatory_places
from awards.designs.domain.designs import AwardTexts, Box, DesignSpec
from awards.designs.domain.fitting import ASCENT, DESCENT, LEADING, POINTS, PlacedLine
from ecotown.common.pdf import qr, rendering

TEMPLATE = "awards/designs/award_page.html"


class PlacedPicture(NamedTuple):
    """An uploaded picture, fitted into a box without changing its proportions."""

    name: str
    box: Box
    content: bytes


def placed_pictures(design: DesignSpec) -> list[PlacedPicture]:
    """Return the uploaded seal and signatures of a design."""
    layout = scaled_layout(design)
    uploaded = [PlacedPicture("picture:seal", layout.seal, design.seal)] if design.seal else []
    for number, place in enumerate(signatory_places(design, layout), start=1):
        # Nobody has signed a demonstration.
        if place.signatory.image and not design.is_demonstration:
            uploaded.append(
                PlacedPicture(f"picture:signature-{number}", place.picture, place.signatory.image)
            )
    return uploaded


def background_drawing(design: DesignSpec) -> str:
    """Return the drawn parts as SVG elements, with the mark of the portal when no seal was uploaded."""
    layout = scaled_layout(design)
    mark = "" if design.seal else decorations.portal_mark(layout.seal, outlined=layout.kind == "plaque")
    return decorations.decorations(design) + mark


def background_pdf(design: DesignSpec) -> bytes:
    """Return the page of a design as a PDF without texts."""
    return _page(design, [])


def weasyprint_pdf(design: DesignSpec, award_texts: AwardTexts) -> bytes:
    """Return the award of one recipient as a PDF by WeasyPrint alone.

    It is slow, and the reference with which the output of the fast way is compared.
    """
    lines = [*placing.fixed_lines(design), *placing.recipient_lines(design, award_texts)]
    return _page(design, lines, award_texts.qr_content)


def _page(design: DesignSpec, lines: Iterable[PlacedLine], address: str = "") -> bytes:
    margin = decorations.sheet_margin(design.bleed)
    box = scaled_layout(design).qr
    pictures = placed_pictures(design)
    context = {
        "title": design.layout,
        "width": f"{design.width + 2 * margin:g}",
        "height": f"{design.height + 2 * margin:g}",
        "view": decorations.view_box(design),
        "drawing": background_drawing(design),
        "pictures": [{"address": picture.name, **_css_box(picture.box, margin)} for picture in pictures],
        "lines": [_css_line(line, margin) for line in lines],
        "qr": {**_css_box(box, margin), "svg": qr.svg(address)} if address else None,
    }
    return rendering.render(TEMPLATE, context, {picture.name: picture.content for picture in pictures})


def _css_box(box: Box, margin: float) -> dict[str, str]:
    return {
        "left": f"{box.x + margin:.4f}",
        "top": f"{box.y + margin:.4f}",
        "width": f"{box.width:.4f}",
        "height": f"{box.height:.4f}",
    }


def _css_line(line: PlacedLine, margin: float) -> dict[str, str]:
    ascent = ((LEADING - ASCENT - DESCENT) / 2 + ASCENT) * line.size / POINTS
    return {
        "text": line.text,
        "left": f"{line.x + margin:.4f}",
        "top": f"{line.y - ascent + margin:.4f}",
        "size": f"{line.size:g}",
        "weight": str(line.slot.weight),
        "colour": line.slot.colour,
    }
