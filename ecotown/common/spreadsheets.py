"""Reading workbooks that strangers made: bounded in every direction, nothing in them is run or followed."""

from collections.abc import Collection
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED

from ecotown.common import office_files
from ecotown.common.office_files import OfficeFileError, Package
from ecotown.common.sheet_parts import Cells, TooManyCellsError, cells_of, formats_in, sheets_in, texts_in

MAX_PARTS = 200
# Bytes of all parts together: ours have 200 kB, and empty rows of which each has its format some ten million.
MAX_UNPACKED = 40 * 2**20
MAX_TEXTS = 8 * 2**20
MAX_SHEETS = 20

# Names inside the file that say what nobody needs for filling in numbers.
FORBIDDEN_PARTS = {
    "activex": "macros",
    "customui": "macros",
    "externallinks": "links",
    "connections.xml": "links",
    "querytables": "links",
    "embeddings": "embedded",
}
# What is said of a file that is none of the documents of the portal; other formats are told by their name.
REFUSALS = {
    "broken": "damaged",
    "docx": "not-a-workbook",
    "dotx": "not-a-workbook",
    "odp": "not-a-workbook",
    "odt": "not-a-workbook",
    "doc": "not-a-workbook",
    "ppt": "not-a-workbook",
    "pptx": "not-a-workbook",
    "unknown-kind": "not-a-workbook",
    "unpacks-too-large": "too-large",
}


class SpreadsheetError(Exception):
    """A file that is not read; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_sheets(content: bytes, known: Collection[str] = ()) -> dict[str, Cells]:
    """The cells that hold anything, by sheet, row and column, each with its kind and its text.

    Kinds: number, percent, text, truth, date, formula, error. A percent is the number that is shown before
    its sign. Formulas are named, never computed. Empty rows and cells are nothing, wherever they stand and
    however they look. A hidden sheet is left out unless its title is in `known`; a visible one that stands
    beside known ones is named and not read.

    Raises SpreadsheetError: "not-a-workbook", "locked", "encrypted", "damaged", "too-large", "macros",
    "links", "embedded", "strict", "too-many-sheets", "too-many-rows", or another format: "xls", "xlsb",
    "xltx", "ods".
    """
    if content.startswith(office_files.OLE_SIGNATURE):
        raise SpreadsheetError(_refusal(office_files.name_of_ole(content) or "locked"))
    if not content.startswith(office_files.ZIP_SIGNATURE):
        raise SpreadsheetError("not-a-workbook")
    limits = {"max_parts": MAX_PARTS, "max_unpacked": MAX_UNPACKED}
    try:
        with office_files.opened(BytesIO(content), **limits) as package:
            _refuse_dangers(package)
            return _read(package, known)
    except TooManyCellsError as error:
        raise SpreadsheetError("too-many-rows") from error
    except OfficeFileError as error:
        raise SpreadsheetError(_refusal(error.code)) from error


def _refusal(code: str) -> str:
    return REFUSALS.get(code, code)


def _refuse_dangers(package: Package) -> None:
    """By the directory of the archive, before any other part is unpacked."""
    listed = package.archive.infolist()
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in listed):
        raise SpreadsheetError("damaged")
    if len(package.parts) != len(listed):
        raise SpreadsheetError("damaged")  # a name twice, which programs resolve in different ways
    if office_files.format_of(package) != "xlsx":
        raise SpreadsheetError("not-a-workbook")
    for name in package.parts:
        for word, code in FORBIDDEN_PARTS.items():
            if word in name:
                raise SpreadsheetError(code)
    _check_relations(package)
    if office_files.is_strict(package):
        raise SpreadsheetError("strict")


def _check_relations(package):
    """Nothing of ours is outside the file; Excel makes hyperlinks by itself when someone types an address."""
    for listed in (name for name in package.parts if name.endswith(".rels")):
        for relation in package.relations_in(listed):
            if relation.is_outside and not relation.kind.endswith("/hyperlink"):
                raise SpreadsheetError("links")


def _read(package: Package, known: Collection[str]) -> dict[str, Cells]:
    main = package.main
    related = {one.key: one for one in package.relations(main)}
    by_kind = {one.kind.rpartition("/")[2]: one.target for one in related.values()}
    sheets = [one for one in sheets_in(package.read(main)) if not one.is_hidden or one.title in known]
    if len(sheets) > MAX_SHEETS:
        raise SpreadsheetError("too-many-sheets")
    texts = texts_in(package.read(by_kind["sharedstrings"], MAX_TEXTS)) if "sharedstrings" in by_kind else []
    formats = formats_in(package.read(by_kind["styles"], MAX_TEXTS)) if "styles" in by_kind else []
    ours = [one.title for one in sheets if one.title in known] or [one.title for one in sheets]
    return {
        one.title: _cells(package, related[one.key], texts, formats) if one.title in ours else {}
        for one in sheets
    }


def _cells(package, relation, texts, formats):
    if not relation.kind.endswith("/worksheet"):
        return {}  # a chart, which has no cells
    with package.archive.open(package.parts[relation.target]) as part:
        return cells_of(part, texts, formats)
