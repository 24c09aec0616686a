"""Text shaping with the Sarabun font: HarfBuzz glyphs, widths, embeddable font files and outlines."""

from __future__ import annotations

import io
import re
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

UNITS = 1000  # font units per em of Sarabun
WEIGHTS = (400, 600, 700)
SCRIPTS = ("thai", "latin")  # font files in the order in which a character is looked up, as in the CSS
SHAPING_TABLES = ("GDEF", "GPOS", "GSUB")
NIKHAHIT = "\N{THAI CHARACTER NIKHAHIT}"
NIKHAHIT_WITH_TONE = re.compile(r"uni0E4D(0E4[89AB])\b")  # the names of glyphs that are both
CACHED_TEXTS = 512  # cached texts: enough for the fixed texts of several designs; names occur once


class MissingCharacterError(ValueError):
    """A text has a character that the font lacks."""


class Glyph(NamedTuple):
    """A shaped glyph: its id in the font, its advance and its offsets, in font units."""

    number: int
    advance: int
    right: int
    up: int


@dataclass(frozen=True)
class Run:
    """Consecutive glyphs of one font file."""

    face: Face
    glyphs: tuple[Glyph, ...]


class Face:
    """One font file: shaping, widths, and the data that a PDF needs to embed it."""

    def __init__(self, script: str, weight: int):
        self.name = f"{script[0].upper()}{weight}"
        source = settings.BASE_DIR / f"static/vendor/sarabun/sarabun-{script}-{weight}.woff2"
        self.font = TTFont(source, lazy=False, recalcTimestamp=False)
        self.font.flavor = None
        self.letters: dict[int, str] = self.font.getBestCmap()
        self.shaper = uharfbuzz.Font(uharfbuzz.Face(_font_bytes(self.font)))
        self.widths = [self.font["hmtx"][name][0] for name in self.font.getGlyphOrder()]

    def shaped(self, text: str) -> tuple[Glyph, ...]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self.shaper, buffer)
        glyphs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        return tuple(
            Glyph(glyph_info.codepoint, position.x_advance, position.x_offset, position.y_offset)
            for glyph_info, position in glyphs
        )

    def outline(self, glyph: int, *, scale: float, x: float, y: float) -> str:
        """Return the glyph as SVG path data with its origin at x, y; y grows downwards."""
        pen = SVGPathPen(None, ntos=lambda number: f"{number:.3f}".rstrip("0").rstrip("."))
        self.shaper.draw_glyph_with_pen(glyph, TransformPen(pen, (scale, 0, 0, -scale, x, y)))
        return pen.getCommands()

    def embedded(self) -> bytes:
        """Return the font file without the tables that only shaping needs."""
        copy = TTFont(io.BytesIO(_font_bytes(self.font)), recalcTimestamp=False)
        for table in SHAPING_TABLES:
            if table in copy:
                del copy[table]
        return _font_bytes(copy)

    def texts_of_glyphs(self) -> dict[int, str]:
        """Return the characters of each glyph id; a variant (uni0E48.small) has those of its plain form.

        A nikhahit joined with a tone mark (uni0E4D0E49) is the part of sara am above the consonant; its
        characters are in the order of the compatibility decomposition of Unicode, the tone mark first.
        """
        order = self.font.getGlyphOrder()
        characters = {name: chr(letter) for letter, name in sorted(self.letters.items(), reverse=True)}
        texts = {
            number: characters.get(name) or characters.get(name.split(".")[0]) or _joined_characters(name)
            for number, name in enumerate(order)
        }
        return {number: letters for number, letters in texts.items() if letters}


def _joined_characters(name: str) -> str:
    joined = NIKHAHIT_WITH_TONE.match(name)
    return chr(int(joined[1], 16)) + NIKHAHIT if joined else ""


def _font_bytes(font: TTFont) -> bytes:
    file = io.BytesIO()
    font.save(file, reorderTables=False)
    return file.getvalue()


@cache
def font_face(script: str, weight: int) -> Face:
    return Face(script, weight)


@lru_cache(maxsize=CACHED_TEXTS)
def shaped_runs(text: str, weight: int) -> tuple[Run, ...]:
    """Shape `text` as one line. Raises MissingCharacterError when the font lacks one of its characters."""
    return tuple(
        Run(font_face(script, weight), font_face(script, weight).shaped(part))
        for script, part in _parts(text, weight)
    )


@lru_cache(maxsize=CACHED_TEXTS)
def text_width(text: str, weight: int) -> float:
    """Return the width of `text` in one line, in em (multiples of the font size)."""
    return sum(glyph.advance for run in shaped_runs(text, weight) for glyph in run.glyphs) / UNITS


def missing_letters(text: str) -> str:
    """Return the letters of `text` that the font lacks, each once."""
    known = [font_face(script, WEIGHTS[0]).letters for script in SCRIPTS]
    return "".join(dict.fromkeys(letter for letter in text if not any(ord(letter) in face for face in known)))


def _parts(text: str, weight: int) -> Iterator[tuple[str, str]]:
    for script, letters in groupby(text, lambda letter: _script(letter, weight)):
        yield script, "".join(letters)


def _script(letter: str, weight: int) -> str:
    for script in SCRIPTS:
        if ord(letter) in font_face(script, weight).letters:
            return script
    raise MissingCharacterError(letter)
