"""QR codes as rectangles, SVG paths and PDF operators."""

import re
from functools import lru_cache

import segno

# A fixed mask: readers accept any of the eight, and choosing the best takes five times as long as the rest.
MASK = 3
_DARK = re.compile(b"\x01+")

Rectangle = tuple[int, int, int]  # x, y, width; each one module high


@lru_cache(maxsize=8)
def rectangles(text: str) -> tuple[int, list[Rectangle]]:
    """Return the width of the code in modules and its dark parts; error correction M or better."""
    code = segno.make(text, error="m", micro=False, mask=MASK)
    rows = [bytes(row) for row in code.matrix]
    dark = [
        (match.start(), y, match.end() - match.start())
        for y, row in enumerate(rows)
        for match in _DARK.finditer(row)
    ]
    return len(rows), dark


def svg_path(text: str) -> tuple[int, str]:
    """Return the width in modules and the outlines of the dark parts as SVG path data."""
    side, dark = rectangles(text)
    cells = {(x, y) for left, y, width in dark for x in range(left, left + width)}
    edges = _edges(cells)
    outlines = []
    while edges:
        start = corner = next(iter(edges))
        points = []
        while not points or corner != start:
            points.append(corner)
            next_corner = edges[corner].pop()
            if not edges[corner]:
                del edges[corner]
            corner = next_corner
        outlines.append("M" + " ".join(f"{x} {y}" for x, y in points) + "Z")
    return side, "".join(outlines)


def _edges(cells: set[tuple[int, int]]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Return the edges between dark and light modules by their start corner, the dark side on the right."""
    edges: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for x, y in cells:
        sides = (
            ((x, y - 1), (x, y), (x + 1, y)),
            ((x + 1, y), (x + 1, y), (x + 1, y + 1)),
            ((x, y + 1), (x + 1, y + 1), (x, y + 1)),
            ((x - 1, y), (x, y + 1), (x, y)),
        )
        for neighbour, start, end in sides:
            if neighbour not in cells:
                edges.setdefault(start, []).append(end)
    return edges


def svg(text: str) -> str:
    """Return an SVG element with the QR code of `text`, without a quiet zone, scaled to its container."""
    side, path = svg_path(text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" class="segno">'
        f'<path d="{path}"/></svg>'
    )


def pdf_operators(text: str, *, x: float, y: float, size: float) -> bytes:
    """Return PDF operators that draw the code in black, `size` points wide; x, y is the lower left corner."""
    side, dark = rectangles(text)
    scale = size / side
    boxes = " ".join(f"{left} {side - 1 - top} {width} 1 re" for left, top, width in dark)
    return f"q 0 g {scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm {boxes} f Q\n".encode()
