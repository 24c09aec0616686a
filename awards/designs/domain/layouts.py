"""The layouts that come with the portal: the box of each text of a certificate or plaque.

Texts of the design are the same for all recipients; texts of the recipient differ.
"""

from dataclasses import dataclass

from awards.designs.domain.designs import AwardKindValue, Box, Slot

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

# Texts that mark a demonstration: across the page, above the signature line, in bands above and below.
DEMONSTRATION_SLOTS = ("demonstration", "void", "band")
