"""Place the texts of a design and of a recipient as lines in their slots."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from django.conf import settings

from awards.designs.documents import decorations
from awards.designs.domain.arrangement import fixed_texts, scaled_layout
from awards.designs.domain.collisions import Collision, Part
from awards.designs.domain.collisions import collisions as domain_collisions
from awards.designs.domain.designs import AwardTexts, Box, DesignSpec, Overflow, Slot
from awards.designs.domain.fitting import NO_WIDTH, PlacedLine, excess, fit
from ecotown.common.pdf import qr, text_shaping

MAX_LETTERS = 10  # of those that no font has, so many are told


class TextOverflowError(ValueError):
    """A text does not fit into its slot, or has a letter that cannot be printed."""

    def __init__(self, overflows: Sequence[Overflow]) -> None:
        self.overflows = tuple(overflows)
        super().__init__(
            "; ".join(f"{overflow.recipient}: {overflow.slot}: {overflow.reason}" for overflow in overflows)
        )

    @property
    def error_code(self) -> str:
        """The faults for `words.error_sentences`: "too-long:recipient:12 no-letter:place:6F22"."""
        return " ".join(dict.fromkeys(overflow.stored for overflow in self.overflows))


def fixed_lines(design: DesignSpec) -> list[PlacedLine]:
    """Return the lines that are the same for all recipients. Raises TextOverflowError."""
    return _lines("", _with_even_sizes(fixed_texts(design)))


def recipient_lines(design: DesignSpec, award_texts: AwardTexts) -> list[PlacedLine]:
    """Return the lines of one recipient; texts without a slot are left out. Raises TextOverflowError."""
    return _lines(award_texts.recipient, _own_texts(scaled_layout(design).slots, award_texts))


def overflows(design: DesignSpec, texts_of_awards: Iterable[AwardTexts]) -> list[Overflow]:
    """Return all texts that do not fit or cannot be printed, those of the design first."""
    faults = _faults("", fixed_texts(design))
    for award_texts in texts_of_awards:
        faults += recipient_overflows(design, award_texts)
    return faults


def recipient_overflows(design: DesignSpec, award_texts: AwardTexts) -> list[Overflow]:
    """Return the texts of one recipient that do not fit or cannot be printed."""
    return _faults(award_texts.recipient, _own_texts(scaled_layout(design).slots, award_texts))


def collisions(design: DesignSpec, address: str) -> list[Collision]:
    """Return the parts that touch each other on an award with the QR code of `address`."""
    modules, _dark = qr.rectangles(address)
    return domain_collisions(design, modules, list(_signing_box(design)))


def _signing_box(design: DesignSpec) -> Iterator[Part]:
    """Yield the box of the file's visible signature, if any; the settings measure from the lower left."""
    if settings.SIGNING_BOX:
        x, y, width, height = settings.SIGNING_BOX
        margin = decorations.sheet_margin(design.bleed)
        box = Box(x - margin, design.height + margin - y - height, width, height)
        yield Part("signing-box", box, "signing-box")


def _with_even_sizes(texts: Sequence[tuple[Slot, str]]) -> Iterator[tuple[Slot, str]]:
    """Yield the texts with one size for the names of all signatories, and one for their positions."""
    sizes: dict[str, float] = {}
    for slot, text in texts:
        fitted = _fitted("", slot, text)
        if slot.name.startswith("signatory-") and not isinstance(fitted, Overflow):
            kind = slot.name.rpartition("-")[2]
            sizes[kind] = min(fitted[0].size, sizes.get(kind, slot.size))
    for slot, text in texts:
        yield replace(slot, size=sizes.get(slot.name.rpartition("-")[2], slot.size)), text


def _own_texts(slots: Iterable[Slot], award_texts: AwardTexts) -> list[tuple[Slot, str]]:
    texts = {**award_texts.texts, "recipient": award_texts.recipient}
    by_name = {slot.name: slot for slot in slots}
    if not texts.get("place") and "place" in by_name:
        # The name has the room of both, so that there is no gap below it.
        name, place = by_name["recipient"].box, by_name["place"].box
        box = replace(name, height=place.y + place.height - name.y)
        by_name["recipient"] = replace(by_name["recipient"], box=box)
    return [(slot, texts[name]) for name, slot in by_name.items() if texts.get(name)]


def _lines(recipient: str, texts: Iterable[tuple[Slot, str]]) -> list[PlacedLine]:
    lines: list[PlacedLine] = []
    for slot, text in texts:
        fitted = _fitted(recipient, slot, text)
        if isinstance(fitted, Overflow):
            raise TextOverflowError([fitted])
        lines += fitted
    return lines


def _faults(recipient: str, texts: Iterable[tuple[Slot, str]]) -> list[Overflow]:
    fitted = (_fitted(recipient, slot, text) for slot, text in texts)
    return [overflow for overflow in fitted if isinstance(overflow, Overflow)]


def _fitted(recipient: str, slot: Slot, text: str) -> list[PlacedLine] | Overflow:
    try:
        lines = fit(text, slot, text_shaping.text_width)
        return lines or Overflow(
            recipient, slot.name, "too-long", str(excess(text, slot, text_shaping.text_width))
        )
    except text_shaping.MissingCharacterError:
        letters = text_shaping.missing_letters(text.replace(NO_WIDTH, ""))
        return Overflow(recipient, slot.name, "no-letter", letters[:MAX_LETTERS])
