"""The parts of a workbook in XML: which sheets it has, and the cells of a sheet that hold anything."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO
from xml.etree.ElementTree import Element
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS

from ecotown.common.cells import unescaped
from ecotown.common.typed_text import visible

MAX_ROWS, MAX_CELLS = 2_000, 20_000  # that hold anything, of one sheet
MAX_SHARED = 100_000  # texts or looks that the cells of all sheets share; programs know 65,490 looks
# Characters of a text that are kept. It is more than any field takes, which says so at the cell.
LONGEST_TEXT = 32_767
PIECE = 1 << 16
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ADDRESS = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
# What a number format only writes: quoted and escaped letters, spaces as wide as a letter, filling letters,
# colours, languages and conditions.
_WRITTEN = re.compile(r'"[^"]*"|[\\_*].|\[(?!h+\]|m+\]|s+\])[^\[\]]*\]', re.IGNORECASE | re.DOTALL)
_DATES = re.compile("[dmyhs]", re.IGNORECASE)
# Dates of East Asian and Thai programs, which have a number and no text.
_LOCAL_DATES = frozenset([*range(27, 37), *range(50, 59), *range(71, 82)])

Cells = dict[tuple[int, int], tuple[str, str]]


class TooManyCellsError(Exception):
    """A sheet in which more is written than in any workbook of an assessment."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as the workbook lists it; `key` is that of its relation."""

    title: str
    key: str
    is_hidden: bool


def sheets_in(workbook: Element) -> list[Sheet]:
    """The sheets in their order, from the root of the main part."""
    return [
        Sheet(unescaped(one.get("name", "")), one.get(RELATION, ""), one.get("state", "visible") != "visible")
        for one in workbook.iterfind("{*}sheets/{*}sheet")
    ]


def texts_in(shared: Element) -> list[str]:
    """The texts that cells share, without what is written above them in another script.

    Raises TooManyCellsError.
    """
    _check_number(shared)
    return [_seen("".join(part.text or "" for part in _runs(item))) for item in shared.iterfind("{*}si")]


def formats_in(styles: Element) -> list[str]:
    """How a number is shown in each style of a cell: "percent", "date" or "number".

    Raises TooManyCellsError.
    """
    for part in styles:
        _check_number(part)
    own = {
        one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    known = {str(number): _shown_as(text) for number, text in BUILTIN_FORMATS.items()}
    known |= dict.fromkeys(map(str, _LOCAL_DATES), "date")
    known |= {number: _shown_as(text) for number, text in own.items()}
    return [known.get(one.get("numFmtId", "0"), "number") for one in styles.iterfind("{*}cellXfs/{*}xf")]


def cells_of(part: BinaryIO, texts: list[str], formats: list[str]) -> Cells:
    """The cells of a sheet that hold anything. Raises TooManyCellsError, and ValueError for damage."""
    reader = _SheetReader(texts, formats)
    while piece := part.read(PIECE):
        reader.feed(piece)
    reader.feed(b"", is_last=True)
    return reader.cells


def _check_number(shared):
    if len(shared) > MAX_SHARED:
        raise TooManyCellsError


def _seen(written):
    """A text as people see it, looked at once however many cells share it; empty when there is nothing."""
    text = unescaped(written)[:LONGEST_TEXT]
    return text if visible(text) else ""


def _runs(item):
    """The texts of an item: its own, or those of its parts with a look of their own."""
    return (text for path in ("{*}t", "{*}r/{*}t") for text in item.iterfind(path))


def _shown_as(text):
    pattern = _WRITTEN.sub("", text)
    if "%" in pattern:
        return "percent"
    return "date" if _DATES.search(pattern.partition(";")[0]) else "number"


class _SheetReader:
    """Collects the cells while the part passes by; a million empty rows leave nothing behind."""

    def __init__(self, texts, formats):
        self.texts, self.formats, self.cells = texts, formats, {}
        self.rows = set()
        self.row = self.column = 0
        self.is_cell = self.is_formula = False
        self.kind = self.style = ""
        self.held = self.collected = None
        self.outside = 0  # elements open in which a text is not the cell's own
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.refuse

    def feed(self, piece, *, is_last=False):
        try:
            self.parser.Parse(piece, is_last)
        except expat.ExpatError as error:
            raise ValueError(error) from error

    def refuse(self, *_declaration):
        raise ValueError("a document type")

    def start(self, name, attributes):
        name = name.rpartition(":")[2]
        if name == "c":
            self.begin_cell(attributes)
        elif name == "row":
            self.row = _number(attributes.get("r"), self.row + 1)
            self.column = 0
        elif self.is_cell and name == "f":
            self.is_formula = True
        elif self.is_cell and name == "rPh":
            self.outside += 1
        elif self.is_cell and name in {"v", "t"} and not self.outside:
            self.collected = []
            self.parser.CharacterDataHandler = self.collected.append

    def end(self, name):
        name = name.rpartition(":")[2]
        if name == "c" and self.is_cell:
            self.is_cell = False
            self.keep()
        elif name == "rPh" and self.outside:
            self.outside -= 1
        elif name in {"v", "t"} and self.collected is not None:
            self.parser.CharacterDataHandler = None
            self.held = (self.held or "") + "".join(self.collected)
            self.collected = None

    def begin_cell(self, attributes):
        self.column += 1
        if address := attributes.get("r"):
            self.row, self.column = _place(address)
        self.is_cell, self.is_formula, self.held = True, False, None
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")

    def keep(self):
        cell = ("formula", "") if self.is_formula else self.cell()
        if cell is None or not (cell[0] == "formula" or cell[1]):
            return
        self.cells[self.row, self.column] = cell
        self.rows.add(self.row)
        if len(self.rows) > MAX_ROWS or len(self.cells) > MAX_CELLS:
            raise TooManyCellsError

    def cell(self):
        if self.held is None:
            return None
        if self.kind == "s":
            return "text", self.texts[int(self.held)]
        if self.kind in {"str", "inlineStr"}:
            return "text", _seen(self.held)
        text = self.held.strip()
        if not text:
            return None
        named = {
            "b": ("truth", "TRUE" if text == "1" else "FALSE"),
            "e": ("error", text),
            "d": ("date", text),
        }
        return named.get(self.kind) or self.number(text)

    def number(self, text):
        style = int(self.style)
        shown = self.formats[style] if style < len(self.formats) else "number"
        number = _decimal(text)
        return shown, _digits(number.scaleb(2) if shown == "percent" else number)


def _place(address):
    found = _ADDRESS.fullmatch(address.replace("$", ""))
    if not found:
        raise ValueError(address)
    column = 0
    for letter in found[1].upper():
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _number(text, otherwise):
    return int(text) if text and text.isdecimal() and len(text) < 8 else otherwise


def _decimal(text):
    """The decimal that the stored number stands for: programs keep 15 digits and compute with a few more."""
    is_whole = text.lstrip("-").isdecimal() and len(text) < 40
    return Decimal(text if is_whole else f"{float(text):.15g}")


def _digits(number):
    """A number without an exponent and without a point that nobody typed."""
    if not number.is_finite() or abs(number.adjusted()) > 40:
        return str(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
