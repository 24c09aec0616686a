"""What stands on an award beside what: a design is only published when nothing touches anything else.

Texts are looked at by their boxes, since `fitting` never lets one leave its box, whatever the name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from awards.designs.domain.arrangement import demonstration_slots, scaled_layout, signatory_places
from awards.designs.domain.designs import Box, DesignSpec
from awards.designs.domain.layouts import Layout

QUIET_MODULES = 4  # white around a QR code that readers need, in modules (ISO/IEC 18004)
TOLERANCE = 0.05  # millimetres: boxes that share an edge do not touch
HALF_LINE = 0.25  # millimetres: half the width of a rule line or a signature line


class Part(NamedTuple):
    """A part of an award with its box in millimetres; parts of one `group` belong together."""

    name: str
    box: Box
    group: str


class Collision(NamedTuple):
    """The names of two parts that touch."""

    first: str
    second: str


def collisions(design: DesignSpec, modules: int, added: Sequence[Part] = ()) -> list[Collision]:
    """Return the pairs of parts that touch on any award of a design, printed as it is or as a demonstration.

    `modules` is the width of its QR code, whose quiet zone belongs to it; `added` are parts that are put on
    the page afterwards.
    """
    layout = scaled_layout(design)
    drawn = [*_drawn(layout), *_texts(design, layout), *_signatures(design, layout), *added]
    drawn.append(Part("qr", _grown(layout.qr, layout.qr.width * QUIET_MODULES / modules), "qr"))
    drawn.append(Part("seal", layout.seal, "seal"))
    # The marks of a demonstration stand where a signature is written, which it has none of.
    unsigned = [part for part in drawn if not part.name.startswith("signature-")]
    marks = [Part(name, slot.box, "frame") for name, slot in demonstration_slots(layout)]
    return list(dict.fromkeys([*_touching(drawn), *_touching([*marks, *unsigned])]))


def _touching(parts: Sequence[Part]) -> Iterator[Collision]:
    for first, second in combinations(parts, 2):
        if first.group != second.group and _overlap(first.box, second.box):
            yield Collision(first.name, second.name)


def _overlap(first: Box, second: Box) -> bool:
    across = min(first.x + first.width, second.x + second.width) - max(first.x, second.x)
    down = min(first.y + first.height, second.y + second.height) - max(first.y, second.y)
    return across > TOLERANCE and down > TOLERANCE


def _drawn(layout: Layout) -> Iterator[Part]:
    """Yield the frame with its corners, from beyond the edge of the paper, and the rule lines."""
    width, height, inner, corner = layout.width, layout.height, layout.frame.inner, layout.frame.corner
    beyond = max(width, height)
    for x, y in ((-beyond, 0.0), (width - inner, 0.0)):
        yield Part("frame", Box(x, y, beyond + inner, height), "frame")
    for x, y in ((0.0, -beyond), (0.0, height - inner)):
        yield Part("frame", Box(x, y, width, beyond + inner), "frame")
    for x in (0.0, width - corner):
        for y in (0.0, height - corner):
            yield Part("frame", Box(x, y, corner, corner), "frame")
    lines, (rhomb_width, rhomb_height) = layout.rule_lines, layout.rhomb
    for y in (lines.y, lines.y + lines.height):
        yield Part("rule-lines", Box(lines.x, y - HALF_LINE, lines.width, 2 * HALF_LINE), "rule-lines")
        ornament = Box(width / 2 - rhomb_width, y - rhomb_height, 2 * rhomb_width, 2 * rhomb_height)
        yield Part("rule-lines", ornament, "rule-lines")


def _texts(design: DesignSpec, layout: Layout) -> Iterator[Part]:
    """Yield the texts of a recipient and those of the design that are not empty, without its signatories."""
    for slot in (*layout.slots, *(slot for slot in layout.fixed if design.texts.get(slot.name))):
        yield Part(slot.name, slot.box, slot.name)


def _signatures(design: DesignSpec, layout: Layout) -> Iterator[Part]:
    """Yield the parts of the signatories; a signature is written across its line."""
    for number, place in enumerate(signatory_places(design, layout), 1):
        line = place.line
        thick_line = Box(line.x, line.y - HALF_LINE, line.width, 2 * HALF_LINE)
        yield Part(f"signature-{number}", place.picture, f"signature-{number}")
        yield Part(f"signature-{number}", thick_line, f"signature-{number}")
        yield Part(place.name.name, place.name.box, place.name.name)
        yield Part(place.position.name, place.position.box, place.position.name)


def _grown(box: Box, margin: float) -> Box:
    return Box(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin)
