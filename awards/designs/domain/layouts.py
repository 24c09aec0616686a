"""The layouts that come with the portal: the box of each text of a certificate or plaque.

Texts of the design are the same for all recipients; texts of the recipient differ.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from awards.designs.domain.designs import AwardKindValue, Box, DesignSpec, Signatory, Slot
from awards.designs.domain.purposes import RESOLUTION_SLOTS, Purpose

DARK, BRAND, DEEP, QUIET, ALARM = "#14302d", "#0b5d54", "#0a4740", "#4a605d", "#b3261e"
MAX_SIGNATORIES = 3
CROP_MARK_MARGIN = 7.0  # millimetres around the bleed for the crop marks
DEMONSTRATION_BAND_HEIGHT = 6.4  # height in millimetres of the bands that mark a demonstration
BLANK_NAME = "." * 40  # printed in place of a name that is written by hand


@dataclass(frozen=True)
class Layout:
    """A layout at its own size; `signatures` is the box that its signatories share."""

    name: str
    kind: AwardKindValue
    width: float
    height: float
    bleed: float
    fixed: tuple[Slot, ...]
    slots: tuple[Slot, ...]
    qr: Box
    seal: Box
    signatures: Box
    rule_lines: Box  # lines are drawn at its upper and lower edge
    signatory_colour: str  # the colour of signature lines and texts of signatories

    @property
    def weights(self) -> frozenset[int]:
        """The font weights that the layout needs."""
        return frozenset(slot.weight for slot in (*self.fixed, *self.slots)) | {400, 600, 700}


def _slot(name: str, box: tuple[float, float, float, float], size: float, least: float, **options) -> Slot:  # type: ignore[no-untyped-def]
    return Slot(name, Box(*box), size, least, **options)


_LANDSCAPE = Layout(
    name="certificate-landscape",
    kind="certificate",
    width=297,
    height=210,
    bleed=0,
    fixed=(
        _slot("department", (32, 41, 233, 12.5), 25, 16, weight=700, colour=DEEP),
        _slot("given", (32, 54.5, 233, 7.5), 15, 12),
        _slot("granted", (32, 94.5, 233, 7.5), 15, 11),
        _slot("resolution", (54, 132.5, 189, 7.5), 13.5, 10),
        _slot("number-label", (27, 171.5, 56, 6), 11.5, 9, align="left", colour=QUIET),
        _slot("verify-label", (214, 166.3, 56, 4.5), 9, 7, align="right", colour=QUIET),
    ),
    slots=(
        _slot("recipient", (32, 62, 233, 23), 36, 20, lines=2, weight=700, colour=BRAND),
        _slot("place", (32, 85, 233, 9), 17, 12, weight=600),
        _slot("level", (60.5, 105.5, 176, 14), 25, 12, lines=2, weight=700, colour=DEEP),
        _slot("year", (32, 122, 233, 9), 17, 12, weight=600),
        _slot("meeting", (54, 140, 189, 7.5), 13.5, 10),
        _slot("issued", (54, 147.5, 189, 7.5), 13.5, 10),
        _slot("number", (27, 177, 56, 7), 13, 9, weight=600, align="left"),
        _slot("reprint", (27, 165.5, 56, 6), 11.5, 9, weight=600, align="left", colour=ALARM),
        _slot("address", (214, 170.8, 56, 7.4), 7.5, 5, lines=2, align="right"),
        _slot("code", (214, 178.6, 56, 5), 9, 7, align="right", colour=QUIET),
    ),
    qr=Box(245, 138.5, 25, 25),
    seal=Box(132.5, 23, 32, 17),
    signatures=Box(84, 156, 129, 28.5),
    rule_lines=Box(60.5, 104.5, 176, 16),
    signatory_colour=DARK,
)

_PORTRAIT = Layout(
    name="certificate-portrait",
    kind="certificate",
    width=210,
    height=297,
    bleed=0,
    fixed=(
        _slot("department", (26, 55, 158, 12), 24, 15, weight=700, colour=DEEP),
        _slot("given", (26, 71, 158, 8), 15.5, 11),
        _slot("granted", (26, 123, 158, 8), 15.5, 11),
        _slot("resolution", (26, 169, 158, 8), 14, 10),
        _slot("number-label", (29, 254, 50, 6), 11.5, 9, align="left", colour=QUIET),
        _slot("verify-label", (88, 250.5, 64, 5), 9, 7, align="right", colour=QUIET),
    ),
    slots=(
        _slot("recipient", (26, 80, 158, 29), 34, 18, lines=3, weight=700, colour=BRAND),
        _slot("place", (26, 110, 158, 10), 18, 12, weight=600),
        _slot("level", (40, 134.5, 130, 15), 26, 12, lines=2, weight=700, colour=DEEP),
        _slot("year", (26, 153, 158, 10), 18, 12, weight=600),
        _slot("meeting", (26, 177, 158, 8), 14, 10),
        _slot("issued", (26, 185, 158, 8), 14, 10),
        _slot("number", (29, 260, 50, 7), 13, 9, weight=600, align="left"),
        _slot("reprint", (29, 248, 50, 6), 11.5, 9, weight=600, align="left", colour=ALARM),
        _slot("address", (88, 255.5, 64, 6.5), 7.5, 5, lines=2, align="right"),
        _slot("code", (88, 262, 64, 5), 10, 7, align="right", colour=QUIET),
    ),
    qr=Box(155, 241, 26, 26),
    seal=Box(85, 31, 40, 22),
    signatures=Box(39, 202, 132, 34),
    rule_lines=Box(34, 133, 142, 18),
    signatory_colour=DARK,
)

# One colour without tints, because black is engraved.
_PLAQUE = Layout(
    name="plaque",
    kind="plaque",
    width=200,
    height=250,
    bleed=3,
    fixed=(
        _slot("department", (22, 50, 156, 13), 25, 16, weight=700, colour="#000000"),
        _slot("given", (22, 65, 156, 9), 17, 12, colour="#000000"),
        _slot("granted", (22, 126, 156, 9), 17, 12, colour="#000000"),
        _slot("number-label", (22, 219, 40, 6), 11, 9, align="left", colour="#000000"),
    ),
    slots=(
        _slot("recipient", (22, 77, 156, 36), 42, 20, lines=3, weight=700, colour="#000000"),
        _slot("place", (22, 113, 156, 11), 21, 13, weight=600, colour="#000000"),
        _slot("level", (36, 139.5, 128, 22), 36, 16, lines=2, weight=700, colour="#000000"),
        _slot("year", (22, 166, 156, 11), 21, 13, weight=600, colour="#000000"),
        _slot("issued", (22, 177, 156, 8), 14, 11, colour="#000000"),
        _slot("number", (22, 225, 40, 7), 13, 9, weight=600, align="left", colour="#000000"),
        _slot("reprint", (22, 213, 40, 6), 11, 9, weight=600, align="left", colour="#000000"),
    ),
    qr=Box(156, 211, 22, 22),
    seal=Box(80, 22, 40, 26),
    signatures=Box(28, 185, 144, 26),
    rule_lines=Box(30, 138, 140, 25),
    signatory_colour="#000000",
)

LAYOUTS = {layout.name: layout for layout in (_LANDSCAPE, _PORTRAIT, _PLAQUE)}


def layout_for_purpose(name: str, purpose: Purpose) -> Layout:
    """Return a layout without the boxes of the resolution where a purpose has none."""
    layout = LAYOUTS[name]
    if purpose != Purpose.NAMED:
        return layout

    def without_resolution(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        return tuple(slot for slot in slots if slot.name not in RESOLUTION_SLOTS)

    return replace(layout, fixed=without_resolution(layout.fixed), slots=without_resolution(layout.slots))


def scaled_layout(design: DesignSpec) -> Layout:
    """Return the layout of a design, scaled to the size of the design.

    Raises ValueError for an unknown layout, a text for a slot that the layout lacks, too many signatories.
    """
    if design.layout not in LAYOUTS or LAYOUTS[design.layout].kind != design.kind:
        raise ValueError(f"unknown layout: {design.layout} ({design.kind})")
    layout = layout_for_purpose(design.layout, design.purpose)
    if len(design.signatories) > MAX_SIGNATORIES:
        raise ValueError(f"more than {MAX_SIGNATORIES} signatories")
    if unknown := set(design.texts) - {slot.name for slot in layout.fixed} - set(DEMONSTRATION_SLOTS):
        raise ValueError(f"{layout.name} has no place for {', '.join(sorted(unknown))}")
    return _scaled(layout, design.width / layout.width, design.height / layout.height)


def _scaled(layout: Layout, x_scale: float, y_scale: float) -> Layout:
    if x_scale == y_scale == 1:
        return layout
    text_scale = min(x_scale, y_scale)

    def scaled_box(box: Box) -> Box:
        return Box(box.x * x_scale, box.y * y_scale, box.width * x_scale, box.height * y_scale)

    def scaled_slots(slots: Iterable[Slot]) -> tuple[Slot, ...]:
        return tuple(
            replace(
                slot,
                box=scaled_box(slot.box),
                size=slot.size * text_scale,
                least_size=slot.least_size * text_scale,
            )
            for slot in slots
        )

    side = layout.qr.width * text_scale  # stays square, in the same corner
    corner = (
        (layout.qr.x + layout.qr.width) * x_scale - side,
        (layout.qr.y + layout.qr.height) * y_scale - side,
    )
    return replace(
        layout,
        width=layout.width * x_scale,
        height=layout.height * y_scale,
        fixed=scaled_slots(layout.fixed),
        slots=scaled_slots(layout.slots),
        qr=Box(*corner, side, side),
        seal=scaled_box(layout.seal),
        signatures=scaled_box(layout.signatures),
        rule_lines=scaled_box(layout.rule_lines),
    )


@dataclass(frozen=True)
class SignatoryPlace:
    """The boxes of one signatory: the picture above the line, name and position below it."""

    signatory: Signatory
    picture: Box
    line: Box
    name: Slot
    position: Slot


def signatory_places(design: DesignSpec, layout: Layout) -> list[SignatoryPlace]:
    """Return the boxes of the signatories, side by side from left to right."""
    shared_box = layout.signatures
    scale = min(shared_box.height / 28.5, 1.2)
    width = shared_box.width / max(len(design.signatories), 1)
    places = []
    for number, signatory in enumerate(design.signatories, start=1):
        left = shared_box.x + (number - 1) * width
        line_y = shared_box.y + shared_box.height - 16 * scale
        name = Box(left + 1, line_y + scale, width - 2, 7.5 * scale)
        position = Box(left + 1, name.y + name.height - 0.5, width - 2, 8 * scale)
        places.append(
            SignatoryPlace(
                signatory,
                picture=Box(left + width * 0.15, shared_box.y, width * 0.7, line_y - shared_box.y),
                line=Box(left + width / 2 - min(31, width * 0.42), line_y, 2 * min(31, width * 0.42), 0),
                name=Slot(f"signatory-{number}-name", name, 14 * scale, 8, colour=layout.signatory_colour),
                position=Slot(
                    f"signatory-{number}-position",
                    position,
                    13 * scale,
                    7,
                    lines=2,
                    colour=layout.signatory_colour,
                ),
            )
        )
    return places


def fixed_texts(design: DesignSpec) -> list[tuple[Slot, str]]:
    """Return the texts that are the same for all recipients, with their slots."""
    layout = scaled_layout(design)
    texts = [(slot, design.texts[slot.name]) for slot in layout.fixed if design.texts.get(slot.name)]
    for place in signatory_places(design, layout):
        texts.append((place.name, f"({place.signatory.name or BLANK_NAME})"))
        if place.signatory.position:
            texts.append((place.position, place.signatory.position))
    if design.is_demonstration:
        texts += [
            (slot, design.texts[name])
            for name, slot in _demonstration_slots(layout)
            if design.texts.get(name)
        ]
    return texts


# Texts that mark a demonstration: across the page, above the signature line, in bands above and below.
DEMONSTRATION_SLOTS = ("demonstration", "void", "band")


def _demonstration_slots(layout: Layout) -> list[tuple[str, Slot]]:
    signatures = layout.signatures
    void = Slot("void", Box(signatures.x, signatures.y, signatures.width, 8), 13, 9, weight=700, colour=ALARM)
    above, below = (
        Box(4, y, layout.width - 8, DEMONSTRATION_BAND_HEIGHT)
        for y in (0, layout.height - DEMONSTRATION_BAND_HEIGHT)
    )
    band = Slot("band", above, 10.5, 7, weight=600, colour="#ffffff")
    return [("void", void), ("band", band), ("band", replace(band, box=below))]
