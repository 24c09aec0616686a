"""How a text is fitted into its slot: set smaller, then broken between words, never overflowing."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from awards.domain.designs import Slot

POINTS = 72 / 25.4  # a millimetre
LEADING = 1.5  # from line to line, in sizes: room for a tone mark above a vowel
# Of Sarabun, in sizes: how far letters with all marks reach above and below the line they stand on.
ASCENT, DESCENT = 1.068, 0.232
NO_WIDTH = "\u200b"  # where a line may break without a space
STEP = 0.25  # sizes are multiples of it
SPLIT_BRACKETS = 1.5  # as bad as a line that much wider

Measure = Callable[[str, int], float]  # the width of a text in a weight, in sizes


@dataclass(frozen=True)
class Line:
    """One line as it stands on the page: in millimetres from the upper left corner; y is its foot line."""

    text: str
    x: float
    y: float
    size: float
    slot: Slot


def words(text: str) -> list[str]:
    """The parts between which a line may break, each with the space or nothing that ends it.

    They end at spaces, but not after a number that counts what follows, and at zero-width spaces. A name
    without spaces is never split; one with spaces is kept whole by no-break spaces.
    """
    parts: list[str] = []
    for part in re.findall(r"[^ \n\t\u200b]+(?:[ \n\t]+|\u200b)?", text.strip(" \n\t\u200b")):
        ended = re.sub(r"[ \n\t]+$", " ", part.removesuffix(NO_WIDTH))
        if parts and re.fullmatch(r"\(?\d+ ", parts[-1]):
            parts[-1] += ended
        else:
            parts.append(ended)
    return parts


def fit(text: str, slot: Slot, measure: Measure) -> list[Line] | None:
    """The lines of `text` in `slot`, None when it would overflow.

    First one line is set smaller down to `least_size`; then as few lines as will do, as even as possible, at
    the largest size at which they fit.
    """
    parts = words(text)
    widths = [measure(part, slot.weight) for part in parts]
    for count in range(1, min(slot.lines, len(parts)) + 1):
        breaks = min(combinations(range(1, len(parts)), count - 1), key=lambda at: _cost(parts, widths, at))
        edges = (0, *breaks, len(parts))
        lines = ["".join(parts[start:end]).rstrip(" ") for start, end in pairwise(edges)]
        size = _size(slot, count, max(measure(line, slot.weight) for line in lines))
        if size >= slot.least_size:
            return list(_placed(lines, size, slot, measure))
    return None


def _cost(parts: list[str], widths: list[float], breaks: tuple[int, ...]) -> float:
    """The widest line counts; what is in brackets stays together unless that makes it much wider."""
    edges = (0, *breaks, len(parts))
    widest = max(sum(widths[start:end]) for start, end in pairwise(edges))
    before = ["".join(parts[:at]) for at in breaks]
    return widest * (SPLIT_BRACKETS if any(text.count("(") > text.count(")") for text in before) else 1)


def _size(slot: Slot, count: int, widest: float) -> float:
    """The largest size at which `count` lines fit into the box; `widest` is in sizes."""
    high = slot.box.height * POINTS / (ASCENT + DESCENT if count == 1 else LEADING * count)
    wide = slot.box.width * POINTS / widest if widest else slot.size
    return min(slot.size, wide // STEP * STEP, high // STEP * STEP)


def _placed(lines: list[str], size: float, slot: Slot, measure: Measure) -> Iterator[Line]:
    """The lines in the middle of the height of their box."""
    step = LEADING * size / POINTS
    top = slot.box.y + (slot.box.height - step * len(lines)) / 2
    foot = top + ((LEADING - ASCENT - DESCENT) / 2 + ASCENT) * size / POINTS
    for number, text in enumerate(lines):
        room = slot.box.width - measure(text, slot.weight) * size / POINTS
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[slot.align]
        yield Line(text, slot.box.x + room * share, foot + number * step, size, slot)
