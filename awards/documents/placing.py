"""Which line stands where: the texts of a design and of a recipient, fitted into their slots."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from awards.domain.designs import Design, Overflow, Slot, Words
from awards.domain.fitting import Line, fit
from awards.domain.layouts import layout_of, texts_of
from ecotown.common import lettering


class TextOverflow(ValueError):
    """A text does not fit into its slot, or has a letter that cannot be printed."""

    def __init__(self, found: Sequence[Overflow]):
        self.found = tuple(found)
        super().__init__("; ".join(f"{one.recipient}: {one.slot}: {one.reason}" for one in found))

    @property
    def trouble(self) -> str:
        """Which boxes and why, as `labels.trouble` reads it: "too-long:recipient no-letter:place"."""
        return " ".join(dict.fromkeys(f"{one.reason}:{one.slot}" for one in self.found))


def fixed_lines(design: Design) -> list[Line]:
    """The lines that are the same for all recipients. Raises TextOverflow."""
    return _lines("", _alike(texts_of(design)))


def own_lines(design: Design, words: Words) -> list[Line]:
    """The lines of one recipient; a text without a slot in the layout is left out. Raises TextOverflow."""
    return _lines(words.recipient, _own_texts(layout_of(design).slots, words))


def overflows(design: Design, words: Iterable[Words]) -> list[Overflow]:
    """All texts that would not fit or cannot be printed, those of the design first."""
    found = _faults("", texts_of(design))
    slots = layout_of(design).slots
    for one in words:
        found += _faults(one.recipient, _own_texts(slots, one))
    return found


def _alike(texts: Sequence[tuple[Slot, str]]) -> Iterator[tuple[Slot, str]]:
    """The names of all signatories in one size, and their positions in one size."""
    sizes: dict[str, float] = {}
    for slot, text in texts:
        fitted = _fitted("", slot, text)
        if slot.name.startswith("signatory-") and not isinstance(fitted, Overflow):
            kind = slot.name.rpartition("-")[2]
            sizes[kind] = min(fitted[0].size, sizes.get(kind, slot.size))
    for slot, text in texts:
        yield replace(slot, size=sizes.get(slot.name.rpartition("-")[2], slot.size)), text


def _own_texts(slots: Iterable[Slot], words: Words) -> list[tuple[Slot, str]]:
    texts = {**words.texts, "recipient": words.recipient}
    return [(slot, texts[slot.name]) for slot in slots if texts.get(slot.name)]


def _lines(recipient: str, texts: Iterable[tuple[Slot, str]]) -> list[Line]:
    lines: list[Line] = []
    for slot, text in texts:
        found = _fitted(recipient, slot, text)
        if isinstance(found, Overflow):
            raise TextOverflow([found])
        lines += found
    return lines


def _faults(recipient: str, texts: Iterable[tuple[Slot, str]]) -> list[Overflow]:
    fitted = (_fitted(recipient, slot, text) for slot, text in texts)
    return [one for one in fitted if isinstance(one, Overflow)]


def _fitted(recipient: str, slot: Slot, text: str) -> list[Line] | Overflow:
    try:
        return fit(text, slot, lettering.width) or Overflow(recipient, slot.name)
    except lettering.NoLetter:
        return Overflow(recipient, slot.name, "no-letter")
