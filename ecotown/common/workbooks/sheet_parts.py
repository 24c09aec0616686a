"""Parsing of a workbook's XML parts: sheets, shared strings, styles and non-empty cells."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO
from xml.etree.ElementTree import Element
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS

from ecotown.common.thai.typed_text import visible_text
from ecotown.common.workbooks.cells import unescape_cell

MAX_ROWS, MAX_CELLS = 2_000, 20_000  # non-empty ones of one sheet
MAX_SHARED_ITEMS = 100_000  # shared strings or styles; programs allow 65,490 styles
# Characters of a text that are kept: more than any field accepts, so that the field reports it at the cell.
MAX_TEXT_LENGTH = 32_767
CHUNK = 1 << 16
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ADDRESS = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
# Literals of a number format: quoted and escaped characters, spaces as wide as a character, fill characters,
# colours, languages and conditions.
_WRITTEN = re.compile(r'"[^"]*"|[\\_*].|\[(?!h+\]|m+\]|s+\])[^\[\]]*\]', re.IGNORECASE | re.DOTALL)
_DATES = re.compile("[dmyhs]", re.IGNORECASE)
# Built-in date formats of East Asian and Thai programs, which have an id and no format code.
_LOCAL_DATES = frozenset([*range(27, 37), *range(50, 59), *range(71, 82)])

Cells = dict[tuple[int, int], tuple[str, str]]


class TooManyCellsError(Exception):
    """A workbook with more non-empty cells, shared strings or styles than allowed."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as the workbook lists it; `key` is the id of its relation."""

    title: str
    key: str
    is_hidden: bool


def sheets_in(workbook: Element) -> list[Sheet]:
    """Return the sheets in order; `workbook` is the root of the main part."""
    return [
        Sheet(
            unescape_cell(element.get("name", "")),
            element.get(RELATION, ""),
            element.get("state", "visible") != "visible",
        )
        for element in workbook.iterfind("{*}sheets/{*}sheet")
    ]


def texts_in(shared: Element) -> list[str]:
    """Return the shared strings, without phonetic guides (ruby text). Raises TooManyCellsError."""
    _check_number(shared)
    return [
        _visible_text("".join(part.text or "" for part in _runs(item))) for item in shared.iterfind("{*}si")
    ]


def formats_in(styles: Element) -> list[str]:
    """Return how each cell style shows numbers: "percent", "date" or "number".

    Raises TooManyCellsError.
    """
    for part in styles:
        _check_number(part)
    own_formats = {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    formats_by_id = {str(number): _kind_of_format(text) for number, text in BUILTIN_FORMATS.items()}
    formats_by_id |= dict.fromkeys(map(str, _LOCAL_DATES), "date")
    formats_by_id |= {number: _kind_of_format(text) for number, text in own_formats.items()}
    return [
        formats_by_id.get(style.get("numFmtId", "0"), "number")
        for style in styles.iterfind("{*}cellXfs/{*}xf")
    ]


def cells_of(part: BinaryIO, texts: list[str], formats: list[str]) -> Cells:
    """Read the non-empty cells of a sheet. Raises TooManyCellsError, and ValueError for a damaged part."""
    reader = _SheetReader(texts, formats)
    while chunk := part.read(CHUNK):
        reader.feed(chunk)
    reader.feed(b"", is_last=True)
    return reader.cells


def _check_number(shared):
    if len(shared) > MAX_SHARED_ITEMS:
        raise TooManyCellsError


def _visible_text(escaped):
    """Return the unescaped text, an empty string when it has no visible characters."""
    text = unescape_cell(escaped)[:MAX_TEXT_LENGTH]
    return text if visible_text(text) else ""


def _runs(item):
    """Return the texts of a shared string: its own, or those of its formatted runs."""
    return (text for path in ("{*}t", "{*}r/{*}t") for text in item.iterfind(path))


def _kind_of_format(text):
    pattern = _WRITTEN.sub("", text)
    if "%" in pattern:
        return "percent"
    return "date" if _DATES.search(pattern.partition(";")[0]) else "number"


class _SheetReader:
    """A streaming XML parser that collects non-empty cells; empty rows take no memory."""

    def __init__(self, texts, formats):
        self.texts, self.formats, self.cells = texts, formats, {}
        self.rows = set()
        self.row = self.column = 0
        self.is_cell = self.is_formula = False
        self.kind = self.style = ""
        self.value = self.collected = None
        self.phonetic_depth = 0  # open elements with phonetic guides, which are not text of the cell
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.refuse

    def feed(self, chunk, *, is_last=False):
        try:
            self.parser.Parse(chunk, is_last)
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
            self.phonetic_depth += 1
        elif self.is_cell and name in {"v", "t"} and not self.phonetic_depth:
            self.collected = []
            self.parser.CharacterDataHandler = self.collected.append

    def end(self, name):
        name = name.rpartition(":")[2]
        if name == "c" and self.is_cell:
            self.is_cell = False
            self.store_cell()
        elif name == "rPh" and self.phonetic_depth:
            self.phonetic_depth -= 1
        elif name in {"v", "t"} and self.collected is not None:
            self.parser.CharacterDataHandler = None
            self.value = (self.value or "") + "".join(self.collected)
            self.collected = None

    def begin_cell(self, attributes):
        self.column += 1
        if address := attributes.get("r"):
            self.row, self.column = _row_and_column(address)
        self.is_cell, self.is_formula, self.value = True, False, None
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")

    def store_cell(self):
        cell = ("formula", "") if self.is_formula else self.cell()
        if cell is None or not (cell[0] == "formula" or cell[1]):
            return
        self.cells[self.row, self.column] = cell
        self.rows.add(self.row)
        if len(self.rows) > MAX_ROWS or len(self.cells) > MAX_CELLS:
            raise TooManyCellsError

    def cell(self):
        if self.value is None:
            return None
        if self.kind == "s":
            return "text", self.texts[int(self.value)]
        if self.kind in {"str", "inlineStr"}:
            return "text", _visible_text(self.value)
        text = self.value.strip()
        if not text:
            return None
        cells_by_kind = {
            "b": ("truth", "TRUE" if text == "1" else "FALSE"),
            "e": ("error", text),
            "d": ("date", text),
        }
        return cells_by_kind.get(self.kind) or self.number(text)

    def number(self, text):
        style = int(self.style)
        number_format = self.formats[style] if style < len(self.formats) else "number"
        number = _decimal(text)
        return number_format, _digits(number.scaleb(2) if number_format == "percent" else number)


def _row_and_column(address):
    match = _ADDRESS.fullmatch(address.replace("$", ""))
    if not match:
        raise ValueError(address)
    column = 0
    for letter in match[1].upper():
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _number(text, default):
    return int(text) if text and text.isdecimal() and len(text) < 8 else default


def _decimal(text):
    """Return the decimal for a stored number: programs show 15 digits and store a few more."""
    is_whole = text.lstrip("-").isdecimal() and len(text) < 40
    return Decimal(text if is_whole else f"{float(text):.15g}")


def _digits(number):
    """Format a number without an exponent and without trailing zeros after the point."""
    if not number.is_finite() or abs(number.adjusted()) > 40:
        return str(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
