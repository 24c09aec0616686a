"""QR codes as rectangles, for pages, papers and engravers."""

import re
from functools import lru_cache

import segno

# Any of the eight masks can be read; looking for the best takes five times as long as all the rest.
MASK = 3
_DARK = re.compile(b"\x01+")

Rectangle = tuple[int, int, int]  # x, y, width; each one module high


@lru_cache(maxsize=8)
def rectangles(text: str) -> tuple[int, list[Rectangle]]:
    """How many modules wide the QR code of `text` is, and its dark parts; error correction M or better."""
    code = segno.make(text, error="m", micro=False, mask=MASK)
    rows = [bytes(row) for row in code.matrix]
    dark = [
        (found.start(), y, found.end() - found.start())
        for y, row in enumerate(rows)
        for found in _DARK.finditer(row)
    ]
    return len(rows), dark


def path(text: str) -> tuple[int, str]:
    """How many modules wide it is, and the outlines of its dark parts as SVG path data."""
    side, dark = rectangles(text)
    cells = {(x, y) for left, y, width in dark for x in range(left, left + width)}
    edges = _edges(cells)
    drawn = []
    while edges:
        start = at = next(iter(edges))
        points = []
        while not points or at != start:
            points.append(at)
            following = edges[at].pop()
            if not edges[at]:
                del edges[at]
            at = following
        drawn.append("M" + " ".join(f"{x} {y}" for x, y in points) + "Z")
    return side, "".join(drawn)


def _edges(cells: set[tuple[int, int]]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """From each corner to the next along the edge between dark and light, the dark on the right hand."""
    edges: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for x, y in cells:
        around = (
            ((x, y - 1), (x, y), (x + 1, y)),
            ((x + 1, y), (x + 1, y), (x + 1, y + 1)),
            ((x, y + 1), (x + 1, y + 1), (x, y + 1)),
            ((x - 1, y), (x, y + 1), (x, y)),
        )
        for neighbour, start, end in around:
            if neighbour not in cells:
                edges.setdefault(start, []).append(end)
    return edges


def svg(text: str) -> str:
    """An SVG element with the QR code of `text`, without border, scaled by its box."""
    side, drawn = path(text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" class="segno">'
        f'<path d="{drawn}"/></svg>'
    )


def operators(text: str, *, x: float, y: float, size: float) -> bytes:
    """The PDF operators that draw it `size` points wide in black; x, y is its lower left corner."""
    side, dark = rectangles(text)
    scale = size / side
    drawn = " ".join(f"{left} {side - 1 - top} {width} 1 re" for left, top, width in dark)
    return f"q 0 g {scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm {drawn} f Q\n".encode()
