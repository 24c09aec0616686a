"""The decorations of each layout as SVG, in millimetres of the trimmed paper."""

import math
from collections.abc import Iterator
from itertools import pairwise

from awards.designs.domain.arrangement import scaled_layout, signatory_places
from awards.designs.domain.designs import Box, DesignSpec
from awards.designs.domain.layouts import ALARM, CROP_MARK_MARGIN, Layout
from ecotown.common.pdf import text_shaping

PAPER, GOLD, BRAND, DEEP = "#fffefa", "#b8923a", "#0b5d54", "#0a4740"
SHADES = ("#d7eee9", "#9bd8cd", "#4fb5a6", "#15786d", "#0a4740")  # of the levels, light to dark
WATERMARK_HEIGHT = 1.3  # font sizes of a text across the page, with all marks above and below
TINTS = ("#fcfefb", "#f8fcf9", "#f4faf7", "#f0f8f4", "#ecf5f1")


def sheet_margin(bleed: float) -> float:
    """Return the margin of the sheet around the trimmed paper in millimetres, 0 without bleed."""
    return bleed + CROP_MARK_MARGIN if bleed else 0.0


def decorations(design: DesignSpec) -> str:
    """Return the SVG elements under the texts; the origin is the upper left corner of the trimmed paper."""
    layout = scaled_layout(design)
    parts = [*FRAMES[layout.name](layout, design.bleed), *_signature_lines(design, layout)]
    if design.is_demonstration:
        parts += _demonstration(design, layout)
    if design.bleed:
        parts += _crop_marks(layout, design.bleed)
    return "".join(parts)


def view_box(design: DesignSpec) -> str:
    """Return the SVG viewBox of the whole sheet."""
    edge = sheet_margin(design.bleed)
    return f"{0 - edge:g} {0 - edge:g} {design.width + 2 * edge:g} {design.height + 2 * edge:g}"


def portal_mark(box: Box, *, outlined: bool) -> str:
    """Return the mark of the portal in `box`, in its five shades, or its five parts in outline."""
    side = min(box.width, box.height)
    x, y = box.x + box.width / 2, box.y + box.height / 2 + side / 32
    parts = []
    for path, shade in zip(_facets(x, y, side * 0.485), SHADES, strict=True):
        look = (
            'fill="none" stroke="#000" stroke-width="0.35" stroke-linejoin="round"'
            if outlined
            else f'fill="{shade}"'
        )
        parts.append(f'<path {look} d="{path}"/>')
    return "".join(parts)


def _facets(x: float, y: float, radius: float) -> Iterator[str]:
    corners = [_around(x, y, radius, -90 + 72 * number) for number in range(6)]
    for (left, top), (right, bottom) in pairwise(corners):
        yield f"M{x:.2f} {y:.2f} {left:.2f} {top:.2f} {right:.2f} {bottom:.2f}Z"


def _around(x: float, y: float, radius: float, degrees: float) -> tuple[float, float]:
    angle = math.radians(degrees)
    return x + radius * math.cos(angle), y + radius * math.sin(angle)


def _rect(inset: float, layout: Layout, stroke: str, width: float) -> str:
    return (
        f'<rect x="{inset:g}" y="{inset:g}" width="{layout.width - 2 * inset:g}" '
        f'height="{layout.height - 2 * inset:g}" fill="none" stroke="{stroke}" stroke-width="{width:g}"/>'
    )


def _background(layout: Layout, bleed: float) -> str:
    return (
        f'<rect x="{-bleed:g}" y="{-bleed:g}" width="{layout.width + 2 * bleed:g}" '
        f'height="{layout.height + 2 * bleed:g}" fill="{PAPER}"/>'
    )


def _watermark(layout: Layout) -> str:
    """Return the tinted mark behind the texts, above the signatures."""
    above, below = layout.frame.inner + 1, layout.signatures.y - 1
    # A pentagon reaches farther up than down from its middle.
    down = math.cos(math.radians(36))
    radius = min(min(layout.width, layout.height) * 0.355, (below - above) / (1 + down))
    middle = (above + below + radius * (1 - down)) / 2
    parts = _facets(layout.width / 2, middle, radius)
    return "".join(f'<path fill="{tint}" d="{path}"/>' for tint, path in zip(TINTS, parts, strict=True))


def _rules(layout: Layout, colour: str, width: float) -> str:
    box = layout.rule_lines
    edges = (box.y, box.y + box.height)
    lines = "".join(f"M{box.x:g} {y:g}h{box.width:g}" for y in edges)
    return f'<path fill="none" stroke="{colour}" stroke-width="{width:g}" d="{lines}"/>'


def _woven(layout: Layout, bleed: float) -> Iterator[str]:
    """Yield the frame of the landscape layout: a woven band of rhombs."""
    yield _background(layout, bleed)
    yield _watermark(layout)
    yield _rect(7.5, layout, DEEP, 1.6)
    yield _rect(9.7, layout, GOLD, 0.3)
    yield _rect(17.3, layout, GOLD, 0.3)
    yield _rect(18.5, layout, BRAND, 0.7)
    middles = list(_along(layout, 13.5, 20.5, 7.0))
    yield _rhombs(middles, 1.0, BRAND)
    yield _rhombs(middles, 0.62, PAPER)
    yield _rhombs(middles, 0.3, GOLD)
    for x in (13.5, layout.width - 13.5):
        for y in (13.5, layout.height - 13.5):
            yield _corner(x, y)
    yield _rules(layout, GOLD, 0.35)


def _along(
    layout: Layout, inset: float, start: float, step: float
) -> Iterator[tuple[float, float, float, float]]:
    """Yield centre and half axes (x, y, horizontal, vertical) of the rhombs of all four sides."""
    for length, is_horizontal in ((layout.width, True), (layout.height, False)):
        count = round((length - 2 * start) / step)
        spacing = (length - 2 * start) / count
        for number in range(count):
            position = start + spacing * (number + 0.5)
            for side in (inset, (layout.height if is_horizontal else layout.width) - inset):
                yield (
                    (position, side, spacing / 2, 2.5)
                    if is_horizontal
                    else (side, position, 2.5, spacing / 2)
                )


def _rhombs(middles: list[tuple[float, float, float, float]], scale: float, colour: str) -> str:
    path = "".join(
        f"M{x - wide * scale:.2f} {y:.2f} {x:.2f} {y - high * scale:.2f} "
        f"{x + wide * scale:.2f} {y:.2f} {x:.2f} {y + high * scale:.2f}Z"
        for x, y, wide, high in middles
    )
    return f'<path fill="{colour}" d="{path}"/>'


def _corner(x: float, y: float) -> str:
    squares = (
        f'<rect x="{x - 5.6:g}" y="{y - 5.6:g}" width="11.2" height="11.2" '
        f'fill="{PAPER}" stroke="{GOLD}" stroke-width="0.3"/>'
        f'<rect x="{x - 4.9:g}" y="{y - 4.9:g}" width="9.8" height="9.8" fill="{DEEP}"/>'
    )
    rings = zip((4.4, 3.5, 2.6, 1.7, 0.8), (*SHADES[3:0:-1], PAPER, GOLD), strict=True)
    return squares + "".join(_rhombs([(x, y, size, size)], 1, colour) for size, colour in rings)


def _waves(layout: Layout, bleed: float) -> Iterator[str]:
    """Yield the frame of the portrait layout: fine waves that cross each other."""
    yield _background(layout, bleed)
    yield _watermark(layout)
    yield _rect(7.0, layout, DEEP, 1.2)
    yield _rect(8.8, layout, GOLD, 0.25)
    for colour, width, phase, amplitude in _STRANDS:
        path = "".join(_wave(layout, phase, amplitude))
        yield f'<path fill="none" stroke="{colour}" stroke-width="{width:g}" d="{path}"/>'
    yield _rect(20.2, layout, GOLD, 0.25)
    yield _rect(21.4, layout, BRAND, 0.5)
    for x in (14.5, layout.width - 14.5):
        for y in (14.5, layout.height - 14.5):
            yield _rosette(x, y)
    yield _rules(layout, GOLD, 0.35)


# Colour, line width, phase in half waves, amplitude.
_STRANDS = (
    *((SHADES[2], 0.14, number / 6, 4.4) for number in range(0, 12, 2)),
    (BRAND, 0.3, 0.0, 4.4),
    (BRAND, 0.3, 1.0, 4.4),
    (GOLD, 0.28, 0.5, 2.2),
    (GOLD, 0.28, 1.5, 2.2),
)


def _wave(layout: Layout, phase: float, amplitude: float) -> Iterator[str]:
    """Yield the path of a wave along each side, from corner to corner."""
    inset, start, half = 14.5, 22.0, 5.5
    for length, other_length in ((layout.width, layout.height), (layout.height, layout.width)):
        is_horizontal = length == layout.width
        count = round((length - 2 * start) / half)
        for side in (inset, other_length - inset):
            points = [
                (
                    start + (length - 2 * start) * step / (count * 8),
                    side + amplitude * math.sin(math.pi * (step / 8 + phase)),
                )
                for step in range(count * 8 + 1)
            ]
            ordered = points if is_horizontal else [(y, x) for x, y in points]
            yield "M" + " ".join(f"{x:.2f} {y:.2f}" for x, y in ordered)


def _rosette(x: float, y: float) -> str:
    parts = [
        f'<rect x="{x - 6.4:g}" y="{y - 6.4:g}" width="12.8" height="12.8" '
        f'fill="{PAPER}" stroke="{BRAND}" stroke-width="0.5"/>'
    ]
    for colour, width, inner, petals in (
        (SHADES[2], 0.14, 1.2, 12),
        (BRAND, 0.2, 3.0, 9),
        (GOLD, 0.28, 3.9, 6),
    ):
        path = []
        for step in range(241):
            degrees = step * 1.5
            radius = (5.6 + inner) / 2 + (5.6 - inner) / 2 * math.cos(math.radians(degrees * petals))
            path.append("{:.2f} {:.2f}".format(*_around(x, y, radius, degrees)))
        parts.append(f'<path fill="none" stroke="{colour}" stroke-width="{width:g}" d="M{" ".join(path)}Z"/>')
    parts.append(_rhombs([(x, y, 1.1, 1.1)], 1, GOLD))
    return "".join(parts)


def _engraved(layout: Layout, bleed: float) -> Iterator[str]:
    """Yield the frame of the plaque: lines that can be engraved."""
    del bleed  # the background is the metal or the wood
    scale = layout.scale
    for inset, notch, width in ((8.0, 9.0, 0.9), (10.4, 8.0, 0.3)):
        path = _notched(layout, inset * scale, notch * scale)
        yield f'<path fill="none" stroke="#000" stroke-width="{width * scale:g}" d="{path}"/>'
    corner, size = 12.6 * scale, 2.4 * scale
    for x in (corner, layout.width - corner):
        for y in (corner, layout.height - corner):
            yield _rhombs([(x, y, size, size)], 1, "#000")
    box = layout.rule_lines
    yield _rules(layout, "#000", 0.4 * scale)
    yield _rhombs([(layout.width / 2, y, *layout.rhomb) for y in (box.y, box.y + box.height)], 1, "#000")


def _notched(layout: Layout, inset: float, notch: float) -> str:
    """Return the path of a rectangle with quarter circles cut out of its corners."""
    left, top, right, bottom = inset, inset, layout.width - inset, layout.height - inset
    return (
        f"M{left + notch:g} {top:g}H{right - notch:g}A{notch:g} {notch:g} 0 0 0 {right:g} {top + notch:g}"
        f"V{bottom - notch:g}A{notch:g} {notch:g} 0 0 0 {right - notch:g} {bottom:g}"
        f"H{left + notch:g}A{notch:g} {notch:g} 0 0 0 {left:g} {bottom - notch:g}"
        f"V{top + notch:g}A{notch:g} {notch:g} 0 0 0 {left + notch:g} {top:g}Z"
    )


FRAMES = {"certificate-landscape": _woven, "certificate-portrait": _waves, "plaque": _engraved}


def _signature_lines(design: DesignSpec, layout: Layout) -> Iterator[str]:
    colour = ALARM if design.is_demonstration else layout.signatory_colour
    for place in signatory_places(design, layout):
        line = place.line
        yield (
            f'<path fill="none" stroke="{colour}" stroke-width="0.3" stroke-dasharray="0.3 0.6" '
            f'd="M{line.x:.2f} {line.y:.2f}h{line.width:.2f}"/>'
        )


def _demonstration(design: DesignSpec, layout: Layout) -> Iterator[str]:
    """Yield the marks of a demonstration: bands above and below, and a watermark."""
    bleed = design.bleed
    for y in (-bleed, layout.height - layout.band_height):
        width, height = layout.width + 2 * bleed, layout.band_height + bleed
        yield f'<rect x="{-bleed:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{ALARM}"/>'
    if text := design.texts.get("demonstration"):
        yield watermark(layout, text)


def watermark(layout: Layout, text: str) -> str:
    """Return a translucent text across the page, as large as fits above the signatures."""
    ems, turn = text_shaping.text_width(text, 700), -24 if layout.width > layout.height else -50
    across, down = (abs(turned(math.radians(turn))) for turned in (math.cos, math.sin))
    edge = layout.frame.inner
    width, height = layout.width - 2 * edge, layout.signatures.y - edge
    # The extent of the turned text, in its font sizes.
    size = min(
        width / (ems * across + WATERMARK_HEIGHT * down),
        height / (ems * down + WATERMARK_HEIGHT * across),
        37 * layout.scale,
    )
    path = text_outline(text, weight=700, size=size, x=-ems * size / 2, y=size * 0.3)
    middle = f"translate({layout.width / 2:g} {edge + height / 2:g}) rotate({turn})"
    return f'<path fill="{ALARM}" fill-opacity="0.2" transform="{middle}" d="{path}"/>'


def text_outline(text: str, *, weight: int, size: float, x: float, y: float) -> str:
    """Return a line of text as SVG path data; `size`, x and baseline y are in millimetres."""
    scale = size / text_shaping.UNITS
    parts = []
    for run in text_shaping.shaped_runs(text, weight):
        for glyph in run.glyphs:
            position = (x + glyph.right * scale, y - glyph.up * scale)
            parts.append(run.face.outline(glyph.number, scale=scale, x=position[0], y=position[1]))
            x += glyph.advance * scale
    return "".join(parts)


def _crop_marks(layout: Layout, bleed: float) -> Iterator[str]:
    """Yield the crop marks: lines outside the bleed at the four corners."""
    path = []
    for x, outwards in ((0.0, -1), (layout.width, 1)):
        for y, upwards in ((0.0, -1), (layout.height, 1)):
            path.append(f"M{x + outwards * (bleed + 1):g} {y:g}h{outwards * (CROP_MARK_MARGIN - 2):g}")
            path.append(f"M{x:g} {y + upwards * (bleed + 1):g}v{upwards * (CROP_MARK_MARGIN - 2):g}")
    yield f'<path fill="none" stroke="#000" stroke-width="0.1" d="{"".join(path)}"/>'
