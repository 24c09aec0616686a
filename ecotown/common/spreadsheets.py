"""Reading workbooks that strangers made: bounded in every direction, nothing in them is run or followed."""

import warnings
from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook

ZIP_SIGNATURE = b"PK\x03\x04"
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0"  # the old .xls, and every workbook that is locked with a password
MAX_PARTS = 200
MAX_UNPACKED = 2 * 2**20  # bytes of all parts together; ours have 200 kB, and reading more takes seconds
MAX_RATIO = 150  # unpacked to packed, for parts that are not tiny
TINY = 2**18
MAX_SHEETS, MAX_ROWS, MAX_COLUMNS = 20, 2000, 40

# Names inside the file that say what nobody needs for filling in numbers.
FORBIDDEN_PARTS = {
    "vbaproject": "macros",
    "macrosheets": "macros",
    "activex": "macros",
    "customui": "macros",
    "externallinks": "links",
    "connections.xml": "links",
    "querytables": "links",
    "embeddings": "embedded",
}
Cells = dict[tuple[int, int], tuple[str, str]]


class SpreadsheetError(Exception):
    """A file that is not read; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_sheets(content: bytes) -> dict[str, Cells]:
    """The cells that hold anything, by sheet, row and column, each with its kind and its text.

    Kinds: number, text, truth, date, formula, error. Formulas are named, never computed.
    Raises SpreadsheetError: "not-a-workbook", "locked", "damaged", "too-large", "macros", "links",
    "embedded", "too-many-sheets", "too-many-rows".
    """
    _refuse_dangers(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which nobody reads here
            return _read(content)
    except SpreadsheetError:
        raise
    except Exception as error:  # openpyxl raises whatever the damage leads to
        raise SpreadsheetError("damaged") from error


def _refuse_dangers(content: bytes) -> None:
    """By the directory of the archive, before anything is unpacked."""
    if content.startswith(OLE_SIGNATURE):
        raise SpreadsheetError("locked")
    if not content.startswith(ZIP_SIGNATURE):
        raise SpreadsheetError("not-a-workbook")
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_sizes(parts)
            _check_names([part.filename.lower() for part in parts])
            _check_relations(archive, [part for part in parts if part.filename.lower().endswith(".rels")])
            if b"macroenabled" in archive.read("[Content_Types].xml").lower():
                raise SpreadsheetError("macros")
    except SpreadsheetError:
        raise
    except KeyError as error:
        raise SpreadsheetError("not-a-workbook") from error
    except Exception as error:  # broken archives and broken XML fail in many ways
        raise SpreadsheetError("damaged") from error


def _check_sizes(parts):
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise SpreadsheetError("too-large")
    for part in parts:
        if part.file_size > max(TINY, MAX_RATIO * part.compress_size):
            raise SpreadsheetError("too-large")
        if part.flag_bits & 1 or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise SpreadsheetError("locked")


def _check_names(names):
    if len(set(names)) != len(names):
        raise BadZipFile("a name twice")
    if "xl/workbook.xml" not in names:
        raise SpreadsheetError("not-a-workbook")
    for name in names:
        for word, code in FORBIDDEN_PARTS.items():
            if word in name:
                raise SpreadsheetError(code)


def _check_relations(archive, parts):
    """Nothing of ours is outside the file; Excel makes hyperlinks by itself when someone types an address."""
    for part in parts:
        for relation in fromstring(archive.read(part)):
            is_outside = relation.get("TargetMode", "").lower() == "external"
            if is_outside and not relation.get("Type", "").endswith("/hyperlink"):
                raise SpreadsheetError("links")


def _read(content: bytes) -> dict[str, Cells]:
    workbook = load_workbook(BytesIO(content), read_only=True, keep_links=False)
    try:
        if len(workbook.worksheets) > MAX_SHEETS or len(workbook.sheetnames) != len(workbook.worksheets):
            raise SpreadsheetError("too-many-sheets")
        return {sheet.title: dict(_cells(sheet)) for sheet in workbook.worksheets}
    finally:
        workbook.close()


def _cells(sheet) -> Iterator[tuple[tuple[int, int], tuple[str, str]]]:
    # What a file says about its own size is not believed.
    rows = sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS)
    for number, row in enumerate(rows, start=1):
        if number > MAX_ROWS:
            raise SpreadsheetError("too-many-rows")
        for column, cell in enumerate(row, start=1):
            if cell.value is not None and cell.value != "":
                yield (number, column), _plain(cell)


def _plain(cell) -> tuple[str, str]:
    value = cell.value
    if cell.data_type == "f":
        return "formula", ""
    if cell.data_type == "e":
        return "error", str(value)
    if isinstance(value, bool):
        return "truth", str(value).upper()
    if isinstance(value, int | float):
        return "number", _digits(value)
    if isinstance(value, date | time | timedelta):
        return "date", str(value)
    return "text", str(value)


def _digits(value: int | float) -> str:
    """The shortest decimal that the stored number stands for: what was typed, without an exponent."""
    number = Decimal(str(value))
    if not number.is_finite() or abs(number.adjusted()) > 40:
        return str(value)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
