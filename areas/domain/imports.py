"""A list of target areas out of a workbook: its columns and rows, and what a row would do to the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# The columns of the workbook, in their order.
COLUMNS = ("key", "province", "name_th", "name_en", "phase", "source", "note")
NEEDED = frozenset({"province", "name_th"})
MOST_ROWS = 500
HEADING_ROWS = 10  # the headings stand in one of the first
LONGEST = {"key": 80, "name_th": 200, "name_en": 200, "source": 2000, "note": 2000}

Cell = tuple[str, str]  # its kind, as `read_sheets` tells it, and its text
Cells = Mapping[tuple[int, int], Cell]  # by row and column, from 1


@dataclass(frozen=True, slots=True)
class ListedRow:
    """The texts of a row by the name of their column; `column_of` has the number of each column."""

    number: int
    texts: Mapping[str, str]
    column_of: Mapping[str, int]

    def address(self, name: str) -> str:
        """Return the address of the cell below a heading, such as B7."""
        return f"{chr(ord('A') + self.column_of[name] - 1)}{self.number}" if name in self.column_of else ""


@dataclass(slots=True)
class ListedRows:
    """The rows of a list; `faults` are row, name of the column and code of cells that are no text."""

    rows: list[ListedRow] = field(default_factory=list)
    faults: list[tuple[ListedRow, str, str]] = field(default_factory=list)


class ListError(Exception):
    """A list that cannot be read at all; `code` is the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def heading_key(text: str) -> str:
    """Return what makes headings equal: without spaces and stars, in small letters."""
    return "".join(text.casefold().split()).strip("*:")


def read_rows(cells: Cells, headings: Mapping[str, str]) -> ListedRows:
    """Return the rows below the headings; `headings` maps the keys of headings to names of columns.

    Raises ListError: "no-headings" unless a row has those of province and name, "too-many-rows".
    """
    heading_row, columns = _heading_row(cells, headings)
    by_row: dict[int, dict[str, Cell]] = {}
    for (place, column), cell in sorted(cells.items()):
        if place > heading_row and column in columns:
            by_row.setdefault(place, {})[columns[column]] = cell
    if len(by_row) > MOST_ROWS:
        raise ListError("too-many-rows")
    column_of = {name: column for column, name in columns.items()}
    read = ListedRows()
    for number, row_cells in by_row.items():
        texts = {name: " ".join(text.split()) for name, (_kind, text) in row_cells.items()}
        row = ListedRow(number, texts, column_of)
        bad = [
            (name, kind) for name, (kind, _text) in row_cells.items() if kind in {"formula", "error", "date"}
        ]
        read.faults += [(row, name, kind) for name, kind in bad]
        if not bad:
            read.rows.append(row)
    return read


def row_faults(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the faults that a row has by itself, each as column and code: "too-long", "phase", "no-name"."""
    faults = [(name, "too-long") for name, most in LONGEST.items() if len(texts.get(name, "")) > most]
    if texts.get("phase", "") not in {"", "1", "2", "3"}:
        faults.append(("phase", "phase"))
    if not texts.get("name_th") and not texts.get("key"):
        faults.append(("name_th", "no-name"))
    return faults


def nameless_area(candidates: Sequence[int], rows_of_place: int) -> int | None:
    """Return the area without a name that a listed name belongs to, None when it is a new area.

    `candidates` are those of the same province and phase; it is told only when there is one of them, and one
    new name in the list.
    """
    return candidates[0] if len(candidates) == 1 and rows_of_place == 1 else None


def _heading_row(cells: Cells, headings: Mapping[str, str]) -> tuple[int, dict[int, str]]:
    for row in range(1, HEADING_ROWS + 1):
        columns: dict[int, str] = {}
        for (cell_row, column), (_kind, text) in sorted(cells.items()):
            name = headings.get(heading_key(text)) if cell_row == row else None
            if name and name not in columns.values() and column <= 26:
                columns[column] = name
        if set(columns.values()) >= NEEDED:
            return row, columns
    raise ListError("no-headings")
