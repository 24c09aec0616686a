"""What a certificate or a plaque is made of: boxes in millimetres, and the words that go into them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from awards.domain.purposes import Purpose

Kind = Literal["certificate", "plaque"]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Box:
    """A place on the page in millimetres; x and y are those of its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Slot:
    """Where one text stands. `size` and `least_size` are points; how a text is fitted says `fitting`."""

    name: str
    box: Box
    size: float
    least_size: float
    lines: int = 1
    weight: int = 400
    align: Align = "center"
    colour: str = "#14302d"


@dataclass(frozen=True)
class Signatory:
    """Who signs; `image` is the signature as PNG or SVG, None where it is written by hand."""

    name: str
    position: str
    image: bytes | None = None


@dataclass(frozen=True)
class Design:
    """Everything that is the same for all recipients of a design.

    `texts` names slots of the layout; a slot without a text stays empty. `bleed` is what is printed beyond
    the edge to be cut off, in millimetres. `seal` is a PNG or SVG and takes the place of the portal's mark.
    """

    layout: str
    kind: Kind
    width: float
    height: float
    bleed: float
    texts: Mapping[str, str]
    signatories: tuple[Signatory, ...] = ()
    seal: bytes | None = None
    is_demonstration: bool = False
    purpose: Purpose = Purpose.AREA


@dataclass(frozen=True)
class Words:
    """What differs from recipient to recipient: name, other texts by slot, what the QR code says.

    Without anything to say there is no QR code.
    """

    recipient: str
    texts: Mapping[str, str]
    qr: str


@dataclass(frozen=True)
class Overflow:
    """A text that cannot be printed; `recipient` is empty when it is a text of the design."""

    recipient: str
    slot: str
    reason: Literal["too-long", "no-letter"] = "too-long"
