"""The layouts that come with the portal: where each text of a certificate or plaque stands.

Texts of the design stay the same for all recipients, texts of the recipient come with each of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from awards.domain.designs import Box, Design, Kind, Signatory, Slot
from awards.domain.purposes import OF_RESOLUTION, Purpose

DARK, BRAND, DEEP, QUIET, ALARM = "#14302d", "#0b5d54", "#0a4740", "#4a605d", "#b3261e"
MOST_SIGNATORIES = 3
MARKS = 7.0  # millimetres beyond the bleed, for the crop marks
BAND = 6.4  # height of the bands that mark a demonstration
BLANK = "." * 40  # a name that is written by hand


@dataclass(frozen=True)
class Layout:
    """A layout at its own size; `signatures` is the room that its signatories share."""

    name: str
    kind: Kind
    width: float
    height: float
    bleed: float
    fixed: tuple[Slot, ...]
    slots: tuple[Slot, ...]
    qr: Box
    seal: Box
    signatures: Box
    rules: Box  # a line at its upper and at its lower edge
    ink: str  # what signature lines and texts of the signatories are drawn in

    @property
    def weights(self) -> frozenset[int]:
        return frozenset(slot.weight for slot in (*self.fixed, *self.slots)) | {400, 600, 700}


def _slot(name: str, box: tuple[float, float, float, float], size: float, least: float, **more) -> Slot:  # type: ignore[no-untyped-def]
    return Slot(name, Box(*box), size, least, **more)


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
    rules=Box(60.5, 104.5, 176, 16),
    ink=DARK,
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
    rules=Box(34, 133, 142, 18),
    ink=DARK,
)

# One colour, no tints: what is dark is engraved.
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
    rules=Box(30, 138, 140, 25),
    ink="#000000",
)

LAYOUTS = {layout.name: layout for layout in (_LANDSCAPE, _PORTRAIT, _PLAQUE)}


def layout_for(name: str, purpose: Purpose) -> Layout:
    """A layout with the boxes that a purpose has something for: without a resolution, none of it."""
    layout = LAYOUTS[name]
    if purpose != Purpose.NAMED:
        return layout

    def others(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        return tuple(slot for slot in slots if slot.name not in OF_RESOLUTION)

    return replace(layout, fixed=others(layout.fixed), slots=others(layout.slots))


def layout_of(design: Design) -> Layout:
    """The layout of a design at the size of the design.

    Raises ValueError for an unknown layout, a text for a slot that the layout lacks, too many signatories.
    """
    if design.layout not in LAYOUTS or LAYOUTS[design.layout].kind != design.kind:
        raise ValueError(f"unknown layout: {design.layout} ({design.kind})")
    layout = layout_for(design.layout, design.purpose)
    if len(design.signatories) > MOST_SIGNATORIES:
        raise ValueError(f"more than {MOST_SIGNATORIES} signatories")
    if unknown := set(design.texts) - {slot.name for slot in layout.fixed} - set(MARKED):
        raise ValueError(f"{layout.name} has no place for {', '.join(sorted(unknown))}")
    return _scaled(layout, design.width / layout.width, design.height / layout.height)


def _scaled(layout: Layout, wide: float, high: float) -> Layout:
    if wide == high == 1:
        return layout
    even = min(wide, high)

    def box(one: Box) -> Box:
        return Box(one.x * wide, one.y * high, one.width * wide, one.height * high)

    def slots(many: Iterable[Slot]) -> tuple[Slot, ...]:
        return tuple(
            replace(one, box=box(one.box), size=one.size * even, least_size=one.least_size * even)
            for one in many
        )

    side = layout.qr.width * even  # square at any size, in the same corner
    corner = (layout.qr.x + layout.qr.width) * wide - side, (layout.qr.y + layout.qr.height) * high - side
    return replace(
        layout,
        width=layout.width * wide,
        height=layout.height * high,
        fixed=slots(layout.fixed),
        slots=slots(layout.slots),
        qr=Box(*corner, side, side),
        seal=box(layout.seal),
        signatures=box(layout.signatures),
        rules=box(layout.rules),
    )


@dataclass(frozen=True)
class Signing:
    """Where one signatory signs: the picture above the line, name and position below it."""

    signatory: Signatory
    picture: Box
    line: Box
    name: Slot
    position: Slot


def signings(design: Design, layout: Layout) -> list[Signing]:
    """The places of the signatories, side by side."""
    room = layout.signatures
    even = min(room.height / 28.5, 1.2)
    width = room.width / max(len(design.signatories), 1)
    found = []
    for number, signatory in enumerate(design.signatories, start=1):
        left = room.x + (number - 1) * width
        line = room.y + room.height - 16 * even
        name = Box(left + 1, line + even, width - 2, 7.5 * even)
        position = Box(left + 1, name.y + name.height - 0.5, width - 2, 8 * even)
        found.append(
            Signing(
                signatory,
                picture=Box(left + width * 0.15, room.y, width * 0.7, line - room.y),
                line=Box(left + width / 2 - min(31, width * 0.42), line, 2 * min(31, width * 0.42), 0),
                name=Slot(f"signatory-{number}-name", name, 14 * even, 8, colour=layout.ink),
                position=Slot(
                    f"signatory-{number}-position", position, 13 * even, 7, lines=2, colour=layout.ink
                ),
            )
        )
    return found


def texts_of(design: Design) -> list[tuple[Slot, str]]:
    """The texts that are the same for all recipients, with their slots."""
    layout = layout_of(design)
    found = [(slot, design.texts[slot.name]) for slot in layout.fixed if design.texts.get(slot.name)]
    for place in signings(design, layout):
        found.append((place.name, f"({place.signatory.name or BLANK})"))
        if place.signatory.position:
            found.append((place.position, place.signatory.position))
    if design.is_demonstration:
        found += [(slot, design.texts[name]) for name, slot in _marks(layout) if design.texts.get(name)]
    return found


# What a demonstration says: across the page, above the line to sign on, in bands above and below.
MARKED = ("demonstration", "void", "band")


def _marks(layout: Layout) -> list[tuple[str, Slot]]:
    room = layout.signatures
    void = Slot("void", Box(room.x, room.y, room.width, 8), 13, 9, weight=700, colour=ALARM)
    above, below = (Box(4, y, layout.width - 8, BAND) for y in (0, layout.height - BAND))
    band = Slot("band", above, 10.5, 7, weight=600, colour="#ffffff")
    return [("void", void), ("band", band), ("band", replace(band, box=below))]
