"""Fit a text into its slot: reduce its size, then break it between words; it never overflows."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from awards.designs.domain.designs import Slot

POINTS = 72 / 25.4  # per millimetre
LEADING = 1.5  # line height in font sizes, with room for a tone mark above a vowel
# Of Sarabun, in font sizes: the extent of letters with all marks above and below the baseline.
ASCENT, DESCENT = 1.068, 0.232
NO_WIDTH = "\u200b"  # where a line may break without a space
# The end of a part before a number that belongs to it.
_ANNOUNCES = re.compile(r"(?:ที่|ระดับ|พ\.ศ\.|[A-Za-z]) $")
STEP = 0.25  # sizes are multiples of it
WORTH_A_LINE = 1.2  # of a slot that may: another line is taken when its letters become larger by this factor
SPLIT_BRACKETS = 1.5  # penalty: counts like a line that much wider

Measure = Callable[[str, int], float]  # (text, weight) to the width of the text in font sizes


@dataclass(frozen=True)
class PlacedLine:
    """A placed line: x and baseline y in millimetres from the upper left corner, `size` in points."""

    text: str
    x: float
    y: float
    size: float
    slot: Slot


def breakable_parts(text: str) -> list[str]:
    """Return the parts between which a line may break, each with its trailing space, if any.

    Parts end at spaces, except before a number that an ordinal, an era or a Latin word announces (ระดับที่ 5,
    ISO 14001), after another number, which counts what follows (5 ตำบล), and at zero-width spaces. A name
    without spaces is never split; no-break spaces keep one with spaces together.
    """
    parts: list[str] = []
    for part in re.findall(r"[^ \n\t\u200b]+(?:[ \n\t]+|\u200b)?", text.strip(" \n\t\u200b")):
        complete = re.sub(r"[ \n\t]+$", " ", part.removesuffix(NO_WIDTH))
        is_counted = parts and re.fullmatch(r"\(?\d+ ", parts[-1])
        is_announced = parts and _ANNOUNCES.search(parts[-1]) and re.match(r"\d", complete)
        if is_counted or is_announced:
            parts[-1] += complete
        else:
            parts.append(complete)
    return parts


def fit(text: str, slot: Slot, measure: Measure) -> list[PlacedLine] | None:
    """Return the lines of `text` in `slot`, None when it would overflow.

    It has as few lines as possible, of widths as even as possible, at the largest size that fits; in a slot
    whose `letters_come_first`, more lines are taken when they make the letters noticeably larger.
    """
    parts = breakable_parts(text)
    widths = [measure(part, slot.weight) for part in parts]
    best_lines: list[str] = []
    best_size = 0.0
    for count in range(1, min(slot.lines, len(parts)) + 1):
        breaks = min(combinations(range(1, len(parts)), count - 1), key=lambda at: _cost(parts, widths, at))
        edges = (0, *breaks, len(parts))
        lines = ["".join(parts[start:end]).rstrip(" ") for start, end in pairwise(edges)]
        size = _size(slot, count, max(measure(line, slot.weight) for line in lines))
        if size < slot.least_size or size < best_size * WORTH_A_LINE:
            continue
        best_lines, best_size = lines, size
        if not slot.letters_come_first:
            break
    return list(_placed(best_lines, best_size, slot, measure)) if best_lines else None


def excess(text: str, slot: Slot, measure: Measure) -> int:
    """Return how many characters at the end of `text` are too many for `slot`, 0 when it fits."""
    fitting, overflowing = 0, len(text) + 1
    while overflowing - fitting > 1:
        middle = (fitting + overflowing) // 2
        if fit(text[:middle], slot, measure) is None:
            overflowing = middle
        else:
            fitting = middle
    return len(text) - fitting


def _cost(parts: list[str], widths: list[float], breaks: tuple[int, ...]) -> float:
    """Return the width of the widest line; a break inside brackets multiplies it by `SPLIT_BRACKETS`."""
    edges = (0, *breaks, len(parts))
    widest = max(sum(widths[start:end]) for start, end in pairwise(edges))
    before = ["".join(parts[:at]) for at in breaks]
    return widest * (SPLIT_BRACKETS if any(text.count("(") > text.count(")") for text in before) else 1)


def _size(slot: Slot, count: int, widest: float) -> float:
    """Return the largest size at which `count` lines fit into the box; `widest` is in font sizes."""
    by_height = slot.box.height * POINTS / (ASCENT + DESCENT if count == 1 else LEADING * count)
    by_width = slot.box.width * POINTS / widest if widest else slot.size
    return min(slot.size, by_width // STEP * STEP, by_height // STEP * STEP)


def _placed(lines: list[str], size: float, slot: Slot, measure: Measure) -> Iterator[PlacedLine]:
    """Yield the lines, vertically centred in their box unless the slot `starts_at_top`."""
    line_height = LEADING * size / POINTS
    above = (LEADING - ASCENT - DESCENT) / 2 * size / POINTS
    top = slot.box.y + (slot.box.height - line_height * len(lines)) / 2 + above
    baseline = (slot.box.y if slot.starts_at_top else top) + ASCENT * size / POINTS
    for number, text in enumerate(lines):
        free_width = slot.box.width - measure(text, slot.weight) * size / POINTS
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[slot.align]
        yield PlacedLine(text, slot.box.x + free_width * share, baseline + number * line_height, size, slot)
