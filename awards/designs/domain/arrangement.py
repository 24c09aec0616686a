"""Where the parts of a design stand: its layout in its size, its signatories, marks of a demonstration."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace

from awards.designs.domain.designs import Box, DesignSpec, Signatory, Slot
from awards.designs.domain.layouts import (
    ALARM,
    BLANK_NAME,
    DEMONSTRATION_SLOTS,
    LAYOUTS,
    LEAST_PRINT,
    LEAST_QR,
    MAX_SIGNATORIES,
    Frame,
    Layout,
)
from awards.designs.domain.purposes import RESOLUTION_SLOTS, Purpose

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


def demonstration_slots(layout: Layout) -> list[tuple[str, Slot]]:
    """Return the boxes of the marks of a demonstration, each with the name of its text."""
    signatures = layout.signatures
    scale, height = layout.scale, layout.band_height
    void_box = Box(signatures.x, signatures.y, signatures.width, 8 * scale)
    void = Slot("void", void_box, 13 * scale, 9 * scale, weight=700, colour=ALARM)
    above, below = (Box(4, y, layout.width - 8, height) for y in (0, layout.height - height))
    band = Slot("band", above, 10.5 * scale, 7 * scale, weight=600, colour="#ffffff")
    return [("void", void), ("band", band), ("band", replace(band, box=below))]
