"""Sarabun for papers: shaped by HarfBuzz, measured, as PDF fonts and as outlines."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

import uharfbuzz
from django.conf import settings
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

UNITS = 1000  # Sarabun's own: a width of 1000 is one size
WEIGHTS = (400, 600, 700)
SCRIPTS = ("thai", "latin")  # in the order in which a letter is looked for, as the style sheets do
SHAPING_TABLES = ("GDEF", "GPOS", "GSUB")
KNOWN = 512  # texts: those that stay on the papers of several designs; names come once


class NoLetter(ValueError):
    """A text has a letter that the font does not have."""


class Glyph(NamedTuple):
    """A drawn letter or mark: its number in the font, how far it moves the pen, how it is shifted."""

    number: int
    advance: int
    right: int
    up: int


@dataclass(frozen=True)
class Run:
    """Glyphs of one font."""

    face: Face
    glyphs: tuple[Glyph, ...]


class Face:
    """One file of the font: its letters for shaping, and what a PDF needs to embed it."""

    def __init__(self, script: str, weight: int):
        self.name = f"{script[0].upper()}{weight}"
        source = settings.BASE_DIR / f"static/vendor/sarabun/sarabun-{script}-{weight}.woff2"
        self.font = TTFont(source, lazy=False, recalcTimestamp=False)
        self.font.flavor = None
        self.letters: dict[int, str] = self.font.getBestCmap()
        self.shaper = uharfbuzz.Font(uharfbuzz.Face(_written(self.font)))
        self.widths = [self.font["hmtx"][name][0] for name in self.font.getGlyphOrder()]

    def shaped(self, text: str) -> tuple[Glyph, ...]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self.shaper, buffer)
        drawn = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        return tuple(Glyph(one.codepoint, at.x_advance, at.x_offset, at.y_offset) for one, at in drawn)

    def outline(self, glyph: int, *, scale: float, x: float, y: float) -> str:
        """The glyph as SVG path data, its origin at x, y; y grows downwards."""
        pen = SVGPathPen(None, ntos=lambda number: f"{number:.3f}".rstrip("0").rstrip("."))
        self.shaper.draw_glyph_with_pen(glyph, TransformPen(pen, (scale, 0, 0, -scale, x, y)))
        return pen.getCommands()

    def embedded(self) -> bytes:
        """The font file without what only shaping needs."""
        copy = TTFont(io.BytesIO(_written(self.font)), recalcTimestamp=False)
        for table in SHAPING_TABLES:
            if table in copy:
                del copy[table]
        return _written(copy)

    def texts_of_glyphs(self) -> dict[int, str]:
        """Which letter each glyph shows; a variant such as uni0E48.small that of its plain form."""
        order = self.font.getGlyphOrder()
        of_name = {name: chr(letter) for letter, name in sorted(self.letters.items(), reverse=True)}
        shown = {
            number: of_name.get(name) or of_name.get(name.split(".")[0]) for number, name in enumerate(order)
        }
        return {number: letter for number, letter in shown.items() if letter}


def _written(font: TTFont) -> bytes:
    file = io.BytesIO()
    font.save(file, reorderTables=False)
    return file.getvalue()


@cache
def face(script: str, weight: int) -> Face:
    return Face(script, weight)


@lru_cache(maxsize=KNOWN)
def runs(text: str, weight: int) -> tuple[Run, ...]:
    """`text` shaped in one line.

    Raises NoLetter when the font lacks one of its letters.
    """
    return tuple(
        Run(face(script, weight), face(script, weight).shaped(part)) for script, part in _parts(text, weight)
    )


@lru_cache(maxsize=KNOWN)
def width(text: str, weight: int) -> float:
    """How wide `text` is in one line, in sizes."""
    return sum(glyph.advance for run in runs(text, weight) for glyph in run.glyphs) / UNITS


def _parts(text: str, weight: int) -> Iterator[tuple[str, str]]:
    for script, letters in groupby(text, lambda letter: _script(letter, weight)):
        yield script, "".join(letters)


def _script(letter: str, weight: int) -> str:
    for script in SCRIPTS:
        if ord(letter) in face(script, weight).letters:
            return script
    raise NoLetter(letter)
