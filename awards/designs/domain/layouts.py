"""The layouts that come with the portal: the box of each text of a certificate or plaque.

Texts of the design are the same for all recipients; texts of the recipient differ.
"""

from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace

from awards.designs.domain.designs import AwardKindValue, Box, DesignSpec, Signatory, Slot
from awards.designs.domain.purposes import RESOLUTION_SLOTS, Purpose

DARK, BRAND, DEEP, QUIET, ALARM = "#14302d", "#0b5d54", "#0a4740", "#4a605d", "#b3261e"
MAX_SIGNATORIES = 3
CROP_MARK_MARGIN = 7.0  # millimetres around the bleed for the crop marks
BAND_HEIGHT = 6.4  # height in millimetres of the bands that mark a demonstration, at the layout's own size
LEAST_QR = 20.0  # millimetres; a smaller code is not read from a plaque on a wall
LEAST_PRINT = 5.5  # points; smaller letters are neither printed nor engraved so that they can be read
BLANK_NAME = "." * 40  # printed in place of a name that is written by hand


@dataclass(frozen=True)
class Frame:
    """The extent of a frame from the edge of the paper: its outermost and its innermost line, its corners."""

    outer: float
    inner: float
    corner: float


@dataclass(frozen=True)
class Layout:
    """A layout; `signatures` is the box that its signatories share.

    `rhomb` is the half width and the half height of the ornament in the middle of each rule line. `scale` is
    that of the drawn ornaments, 1 at the layout's own size.
    """

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
    unsigned_height: float  # of that box, shared by the rows above it where nobody signs
    rule_lines: Box  # lines are drawn at its upper and lower edge
    signatory_colour: str  # the colour of signature lines and texts of signatories
    frame: Frame
    rhomb: tuple[float, float] = (0.0, 0.0)
    scale: float = 1.0

    @property
    def band_height(self) -> float:
        """The height of the bands that mark a demonstration, outside the frame."""
        return BAND_HEIGHT * self.scale

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
        _slot("resolution", (58, 132.5, 181, 7.5), 13.5, 10),
        _slot("number-label", (27, 171, 56, 6), 11.5, 9, align="left", colour=QUIET),
        _slot("verify-label", (214, 167.2, 56, 4.5), 9, 7, align="right", colour=QUIET),
    ),
    slots=(
        _slot("recipient", (32, 62, 233, 23), 36, 20, lines=2, weight=700, colour=BRAND),
        _slot("place", (32, 85, 233, 9), 17, 12, weight=600),
        _slot("level", (60.5, 105.5, 176, 14), 25, 12, lines=2, weight=700, colour=DEEP),
        _slot("year", (58, 122, 181, 9), 17, 12, weight=600),
        _slot("meeting", (58, 140, 181, 7.5), 13.5, 10),
        _slot("issued", (58, 147.5, 181, 7.5), 13.5, 10),
        _slot("number", (27, 177, 56, 7), 13, 9, weight=600, align="left"),
        _slot("reprint", (27, 165, 56, 6), 11.5, 9, weight=600, align="left", colour=ALARM),
        _slot("address", (214, 171.7, 56, 7), 7.5, 5, lines=2, align="right"),
        _slot("code", (214, 178.7, 56, 5), 9, 7, align="right", colour=QUIET),
    ),
    qr=Box(245, 138.5, 25, 25),
    seal=Box(132.5, 23, 32, 17),
    signatures=Box(86, 156, 125, 28.5),
    unsigned_height=13,
    rule_lines=Box(60.5, 104.5, 176, 16),
    signatory_colour=DARK,
    frame=Frame(6.7, 18.85, 19.3),
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
        _slot("verify-label", (88, 250.5, 62.5, 5), 9, 7, align="right", colour=QUIET),
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
        _slot("address", (88, 255.5, 62.5, 6.5), 7.5, 5, lines=2, align="right"),
        _slot("code", (88, 262, 62.5, 5), 10, 7, align="right", colour=QUIET),
    ),
    qr=Box(155, 241, 26, 26),
    seal=Box(85, 31, 40, 22),
    signatures=Box(39, 202, 132, 34),
    unsigned_height=24,
    rule_lines=Box(34, 133, 142, 18),
    signatory_colour=DARK,
    frame=Frame(6.4, 21.65, 21.7),
)

# One colour without tints, because black is engraved.
_PLAQUE = Layout(
    name="plaque",
    kind="plaque",
    width=200,
    height=250,
    bleed=3,
    fixed=(
        _slot("department", (22, 47, 156, 13), 25, 16, weight=700, colour="#000000"),
        _slot("given", (22, 61.5, 156, 9), 17, 12, colour="#000000"),
        _slot("granted", (22, 120.5, 156, 9), 17, 12, colour="#000000"),
        _slot("number-label", (22, 222, 42, 6), 11, 9, align="left", colour="#000000"),
        _slot("verify-label", (66, 216, 79, 5.5), 9.5, 7.5, align="right", colour="#000000"),
    ),
    slots=(
        _slot("recipient", (22, 72, 156, 36), 42, 20, lines=3, weight=700, colour="#000000"),
        _slot("place", (22, 108, 156, 11), 21, 13, weight=600, colour="#000000"),
        _slot("level", (36, 134, 128, 22), 36, 16, lines=2, weight=700, colour="#000000"),
        _slot("year", (22, 159.5, 156, 10.5), 21, 13, weight=600, colour="#000000"),
        _slot("issued", (22, 170, 156, 8), 15, 11, colour="#000000"),
        _slot("number", (22, 228, 42, 7), 13, 9, weight=600, align="left", colour="#000000"),
        _slot("reprint", (22, 216, 42, 6), 11, 9, weight=600, align="left", colour="#000000"),
        _slot("address", (66, 221.5, 79, 7), 8, 5.5, lines=2, align="right", colour="#000000"),
        _slot("code", (66, 228.5, 79, 6), 11, 8, weight=600, align="right", colour="#000000"),
    ),
    qr=Box(155, 213, 22, 22),
    seal=Box(80, 20.5, 40, 25.5),
    signatures=Box(22, 179, 156, 27.5),
    unsigned_height=18,
    rule_lines=Box(30, 132.5, 140, 25),
    signatory_colour="#000000",
    frame=Frame(7.5, 10.6, 18.6),
    rhomb=(3.2, 1.1),
)

LAYOUTS = {layout.name: layout for layout in (_LANDSCAPE, _PORTRAIT, _PLAQUE)}


# Rows that move down where those below them are empty; the rule lines move with the level.
_UPPER, _MIDDLE = frozenset({"given", "recipient", "place"}), frozenset({"granted", "level", "year"})
_LOWER = RESOLUTION_SLOTS | {"issued"}


def layout_for_purpose(name: str, purpose: Purpose) -> Layout:
    """Return a layout without the boxes of the resolution where a purpose has none."""
    layout = LAYOUTS[name]
    return _without_rows(layout, RESOLUTION_SLOTS) if purpose == Purpose.NAMED else layout


def _without_rows(layout: Layout, names: frozenset[str]) -> Layout:
    """Return a layout without some rows of the resolution; what is above them shares their height evenly."""
    height = sum(slot.box.height for slot in (*layout.fixed, *layout.slots) if slot.name in names)
    if not height:
        return layout
    remaining = replace(
        layout,
        fixed=tuple(slot for slot in layout.fixed if slot.name not in names),
        slots=tuple(slot for slot in layout.slots if slot.name not in names),
    )
    return _moved(remaining, dict.fromkeys(_UPPER, height / 3) | dict.fromkeys(_MIDDLE, height * 2 / 3))


def _without_signatories(layout: Layout) -> Layout:
    """Return a layout whose rows share the height that stays empty where nobody signs."""
    step, signatures = layout.unsigned_height / 4, layout.signatures
    steps = ((_UPPER, step), (_MIDDLE, 2 * step), (_LOWER, 3 * step))
    moved = _moved(layout, {name: down for names, down in steps for name in names})
    box = replace(signatures, y=signatures.y + 3 * step, height=signatures.height - 3 * step)
    return replace(moved, signatures=box)


def _moved(layout: Layout, distances: Mapping[str, float]) -> Layout:
    """Return a layout whose rows stand lower by millimetres, as `distances` says of each by its name."""

    def moved(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        return tuple(
            replace(slot, box=replace(slot.box, y=slot.box.y + distances.get(slot.name, 0.0)))
            for slot in slots
        )

    lines = layout.rule_lines
    return replace(
        layout,
        fixed=moved(layout.fixed),
        slots=moved(layout.slots),
        rule_lines=replace(lines, y=lines.y + distances["level"]),
    )


def scaled_layout(design: DesignSpec) -> Layout:
    """Return the layout of a design in its size, without a resolution or signatories that it lacks.

    Raises ValueError for an unknown layout, a text for a slot that the layout lacks, too many signatories.
    """
    if design.layout not in LAYOUTS or LAYOUTS[design.layout].kind != design.kind:
        raise ValueError(f"unknown layout: {design.layout} ({design.kind})")
    layout = layout_for_purpose(design.layout, design.purpose)
    if len(design.signatories) > MAX_SIGNATORIES:
        raise ValueError(f"more than {MAX_SIGNATORIES} signatories")
    if unknown := set(design.texts) - {slot.name for slot in layout.fixed} - set(DEMONSTRATION_SLOTS):
        raise ValueError(f"{layout.name} has no place for {', '.join(sorted(unknown))}")
    if not design.texts.get("resolution"):
        layout = _without_rows(layout, frozenset({"resolution"}))
    if not design.signatories:
        layout = _without_signatories(layout)
    return _scaled(layout, design.width / layout.width, design.height / layout.height)


def _scaled(layout: Layout, x_scale: float, y_scale: float) -> Layout:
    if x_scale == y_scale == 1:
        return layout
    text_scale = min(x_scale, y_scale)
    # A certificate is printed on its own size of paper; only the frame of a plaque is drawn in any size.
    frame_scale = text_scale if layout.kind == "plaque" else 1.0

    def scaled_box(box: Box) -> Box:
        return Box(box.x * x_scale, box.y * y_scale, box.width * x_scale, box.height * y_scale)

    def scaled_slots(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        return tuple(
            replace(
                slot,
                box=scaled_box(slot.box),
                size=slot.size * text_scale,
                least_size=max(slot.least_size * text_scale, LEAST_PRINT),
            )
            for slot in slots
        )

    side = max(layout.qr.width * text_scale, LEAST_QR)  # stays square, in the same corner
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
        frame=Frame(*(extent * frame_scale for extent in astuple(layout.frame))),
        rhomb=(layout.rhomb[0] * frame_scale, layout.rhomb[1] * frame_scale),
        scale=frame_scale,
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
    scale = min(shared_box.height / 28.5, 1.2 * max(layout.scale, 1))
    width = shared_box.width / max(len(design.signatories), 1)
    half_line = min(31 * max(layout.scale, 1), width * 0.42)
    places = []
    for number, signatory in enumerate(design.signatories, start=1):
        left = shared_box.x + (number - 1) * width
        line_y = shared_box.y + shared_box.height - 17.5 * scale
        name = Box(left + 1, line_y + scale, width - 2, 7 * scale)
        position = Box(left + 1, name.y + name.height, width - 2, 9.5 * scale)
        places.append(
            SignatoryPlace(
                signatory,
                picture=Box(left + width * 0.15, shared_box.y, width * 0.7, line_y - shared_box.y),
                line=Box(left + width / 2 - half_line, line_y, 2 * half_line, 0),
                name=Slot(
                    f"signatory-{number}-name",
                    name,
                    14 * scale,
                    max(8 * min(scale, 1), LEAST_PRINT),
                    colour=layout.signatory_colour,
                ),
                position=Slot(
                    f"signatory-{number}-position",
                    position,
                    13 * scale,
                    max(7 * min(scale, 1), LEAST_PRINT),
                    lines=2,
                    colour=layout.signatory_colour,
                    letters_come_first=True,
                    starts_at_top=True,
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
            (slot, design.texts[name]) for name, slot in demonstration_slots(layout) if design.texts.get(name)
        ]
    return texts


# Texts that mark a demonstration: across the page, above the signature line, in bands above and below.
DEMONSTRATION_SLOTS = ("demonstration", "void", "band")


def demonstration_slots(layout: Layout) -> list[tuple[str, Slot]]:
    """Return the boxes of the marks of a demonstration, each with the name of its text."""
    signatures = layout.signatures
    scale, height = layout.scale, layout.band_height
    void_box = Box(signatures.x, signatures.y, signatures.width, 8 * scale)
    void = Slot("void", void_box, 13 * scale, 9 * scale, weight=700, colour=ALARM)
    above, below = (Box(4, y, layout.width - 8, height) for y in (0, layout.height - height))
    band = Slot("band", above, 10.5 * scale, 7 * scale, weight=600, colour="#ffffff")
    return [("void", void), ("band", band), ("band", replace(band, box=below))]
