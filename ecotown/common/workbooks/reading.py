"""Reading of untrusted workbooks within size limits; no macro is run and no link is followed."""

from collections.abc import Collection
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED

from ecotown.common.files import office_files
from ecotown.common.files.office_files import OfficeFileError, OfficePackage
from ecotown.common.workbooks.sheet_parts import (
    Cells,
    TooManyCellsError,
    cells_of,
    formats_in,
    sheets_in,
    texts_in,
)

MAX_PARTS = 200
# Unpacked bytes of all parts: the portal's have 200 kB, a sheet of empty formatted rows some 10 MB.
MAX_UNPACKED = 40 * 2**20
MAX_TEXTS = 8 * 2**20
MAX_SHEETS = 20

# Substrings of part names that are refused: nobody needs them for filling in numbers.
FORBIDDEN_PARTS = {
    "activex": "macros",
    "customui": "macros",
    "externallinks": "links",
    "connections.xml": "links",
    "querytables": "links",
    "embeddings": "embedded",
}
# Reason by the code of `office_files`; other codes, such as the name of a format, are kept.
REASONS = {
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
    """A file that is refused; `code` is the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_sheets(content: bytes, known: Collection[str] = ()) -> dict[str, Cells]:
    """Return the non-empty cells by sheet title and (row, column), each as its kind and its text.

    Kinds: number, percent, text, truth, date, formula, error. The text of a percent is the number shown
    before its sign. A formula cell has an empty text and is never computed. Empty rows and cells are
    ignored, whatever their format. A hidden sheet is left out unless its title is in `known`; a visible
    sheet whose title is not in `known` is returned without cells when another sheet's is.

    Raises SpreadsheetError: "not-a-workbook", "locked", "encrypted", "damaged", "too-large", "macros",
    "links", "embedded", "strict", "too-many-sheets", "too-many-rows", or another format: "xls", "xlsb",
    "xltx", "ods".
    """
    if content.startswith(office_files.OLE_SIGNATURE):
        raise SpreadsheetError(_refusal(office_files.ole_format(content) or "locked"))
    if not content.startswith(office_files.ZIP_SIGNATURE):
        raise SpreadsheetError("not-a-workbook")
    limits = {"max_parts": MAX_PARTS, "max_unpacked": MAX_UNPACKED}
    try:
        with office_files.open_package(BytesIO(content), **limits) as package:
            _refuse_dangers(package)
            return _read(package, known)
    except TooManyCellsError as error:
        raise SpreadsheetError("too-many-rows") from error
    except OfficeFileError as error:
        raise SpreadsheetError(_refusal(error.code)) from error


def _refusal(code: str) -> str:
    return REASONS.get(code, code)


def _refuse_dangers(package: OfficePackage) -> None:
    """Check the archive's directory before any other part is unpacked."""
    entries = package.archive.infolist()
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in entries):
        raise SpreadsheetError("damaged")
    if len(package.parts) != len(entries):
        raise SpreadsheetError("damaged")  # a duplicate name, which programs resolve in different ways
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
    """Refuse references to outside the file, except hyperlinks, which Excel creates for every typed URL."""
    for relations_part in (name for name in package.parts if name.endswith(".rels")):
        for relation in package.relations_in(relations_part):
            if relation.is_external and not relation.kind.endswith("/hyperlink"):
                raise SpreadsheetError("links")


def _read(package: OfficePackage, known: Collection[str]) -> dict[str, Cells]:
    main = package.main
    related = {relation.key: relation for relation in package.relations(main)}
    by_kind = {relation.kind.rpartition("/")[2]: relation.target for relation in related.values()}
    sheets = [sheet for sheet in sheets_in(package.read(main)) if not sheet.is_hidden or sheet.title in known]
    if len(sheets) > MAX_SHEETS:
        raise SpreadsheetError("too-many-sheets")
    texts = texts_in(package.read(by_kind["sharedstrings"], MAX_TEXTS)) if "sharedstrings" in by_kind else []
    formats = formats_in(package.read(by_kind["styles"], MAX_TEXTS)) if "styles" in by_kind else []
    titles = [sheet.title for sheet in sheets]
    read_titles = [title for title in titles if title in known] or titles
    return {
        sheet.title: _cells(package, related[sheet.key], texts, formats) if sheet.title in read_titles else {}
        for sheet in sheets
    }


def _cells(package, relation, texts, formats):
    if not relation.kind.endswith("/worksheet"):
        return {}  # a chart, which has no cells
    with package.archive.open(package.parts[relation.target]) as part:
        return cells_of(part, texts, formats)
