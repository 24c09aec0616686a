"""Value objects of an award's design: boxes in millimetres, and the texts that are printed in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from awards.designs.domain.purposes import Purpose

AwardKindValue = Literal["certificate", "plaque"]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Box:
    """A rectangle on the page in millimetres; x and y are those of its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Slot:
    """The box of one text. `size` and `least_size` are in points; `fitting` fits the text between them."""

    name: str
    box: Box
    size: float
    least_size: float
    lines: int = 1
    weight: int = 400
    align: Align = "center"
    colour: str = "#14302d"
    letters_come_first: bool = False  # whether more lines are better than much smaller letters
    starts_at_top: bool = False  # whether its first line stands at the top of the box, not its middle


@dataclass(frozen=True)
class Signatory:
    """A signatory; `image` is the signature as PNG or SVG, None where it is written by hand."""

    name: str
    position: str
    image: bytes | None = None


@dataclass(frozen=True)
class DesignSpec:
    """What is the same on all awards of a design.

    `texts` maps slots of the layout to texts; a slot without a text stays empty. `bleed` is the margin in
    millimetres that is printed and cut off. `seal` is a PNG or SVG and replaces the mark of the portal.
    """

    layout: str
    kind: AwardKindValue
    width: float
    height: float
    bleed: float
    texts: Mapping[str, str]
    signatories: tuple[Signatory, ...] = ()
    seal: bytes | None = None
    is_demonstration: bool = False
    purpose: Purpose = Purpose.AREA


@dataclass(frozen=True)
class AwardTexts:
    """What differs from recipient to recipient: name, other texts by slot, content of the QR code.

    With an empty `qr_content` there is no QR code.
    """

    recipient: str
    texts: Mapping[str, str]
    qr_content: str


@dataclass(frozen=True)
class Overflow:
    """A text that cannot be printed; `recipient` is empty when it is a text of the design.

    `detail` says by how many characters it is too long, or which letters no font has. It is stored with the
    fault: `stored` is "too-long:recipient:12" or "no-letter:place:6F22,5B57".
    """

    recipient: str
    slot: str
    reason: Literal["too-long", "no-letter"] = "too-long"
    detail: str = field(default="", compare=False)

    @property
    def stored(self) -> str:
        """The fault without its recipient, as a row keeps it; letters are written as their code points."""
        is_letter = self.reason == "no-letter"
        detail = ",".join(f"{ord(letter):04X}" for letter in self.detail) if is_letter else self.detail
        return ":".join(part for part in (self.reason, self.slot, detail) if part)
