"""Lists of recipients from a spreadsheet: which column is which, and the cells of each recipient."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# The columns of the form that is offered for download, in their order.
COLUMNS = (
    *("kind", "given_name", "given_recognition", "area", "by_resolution", "with_certificate"),
    *("with_plaque", "seat", "represented_by", "pronunciation", "has_thai_digits"),
)
TICKS = ("by_resolution", "with_certificate", "with_plaque", "has_thai_digits")
MAX_RECIPIENTS = 1000  # of one list
MAX_PASTED = 500_000  # characters
YES = frozenset({"ใช่", "มี", "รับ", "ได้รับ", "yes", "y", "true", "x", "1", "✓", "✔", "/"})
NO = frozenset({"ไม่", "ไม่ใช่", "ไม่มี", "ไม่รับ", "ไม่ได้รับ", "no", "n", "false", "0", "-", "–"})

# A pasted cell and what ends it. One with a line end stands in quotation marks as a whole, and those in it
# are doubled; a stray mark is a letter like any other, and swallows no line.
PASTED_CELL = re.compile(r'(?:"((?:[^"\t]|"")*)"(?=[\t\n]|\Z)|([^\t\n]*))(\t|\n|\Z)')

Cell = tuple[str, str]  # its kind, as `read_sheets` tells it, and its text
Cells = Mapping[tuple[int, int], Cell]  # by row and column, from 1


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that cannot be taken; `reason` is its code, `detail` what stands there."""

    row: int
    column: int
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RecipientCells:
    """The texts of one recipient by the name of their column, and the number of each column in the sheet."""

    row: int
    texts: Mapping[str, str]
    columns: Mapping[str, int]


@dataclass(slots=True)
class ReadTable:
    """The recipients of a table and the cells that cannot be taken.

    `untaken_rows` are those with such a cell, or with one below a heading that cannot be taken, which is told
    once.
    """

    recipients: list[RecipientCells] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    untaken_rows: set[int] = field(default_factory=set)


def pasted_cells(text: str) -> dict[tuple[int, int], Cell]:
    """Return the cells of a pasted table: lines, with tabs between cells, as spreadsheets copy them."""
    cells: dict[tuple[int, int], Cell] = {}
    row = column = 1
    for found in PASTED_CELL.finditer(text.replace("\r\n", "\n").replace("\r", "\n")):
        quoted, plain, end = found.groups()
        cell = plain if quoted is None else quoted.replace('""', '"')
        if cell.strip():
            cells[row, column] = ("text", cell)
        row, column = (row, column + 1) if end == "\t" else (row + 1, 1)
    return cells


def read_table(cells: Cells, headings: Mapping[str, str]) -> ReadTable:
    """Return the recipients in `cells`; `headings` maps the keys of headings (`heading_key`) to columns.

    The first row is one of headings when a cell of it is a heading, and names the columns in any order. Else
    the columns are those of `COLUMNS`, a single one the names.
    """
    table = ReadTable()
    if not cells:
        return table
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(cells.items()):
        rows.setdefault(row, {})[column] = cell
    first = min(rows)
    refused_headings: set[int] = set()
    columns = _columns(rows[first], headings, first, table)
    if columns:
        refused_headings = rows.pop(first).keys() - columns.keys()
    else:
        columns = {1: "given_name"} if _width(rows) == 1 else dict(enumerate(COLUMNS, 1))
    by_name = {name: column for column, name in columns.items()}
    for row, row_cells in rows.items():
        texts = {}
        for column, (kind, text) in row_cells.items():
            if column in refused_headings:
                table.untaken_rows.add(row)
            elif column not in columns:
                table.faults.append(CellFault(row, column, "column-unknown", text))
            elif kind in {"formula", "error", "date"}:
                table.faults.append(CellFault(row, column, kind, text))
            else:
                texts[columns[column]] = text
        table.recipients.append(RecipientCells(row, texts, by_name))
    table.untaken_rows |= {fault.row for fault in table.faults} & rows.keys()
    return table


def heading_key(text: str) -> str:
    """Return what makes headings equal: without spaces, in small letters, without what stands in brackets."""
    return "".join(text.partition("(")[0].casefold().split()).strip("*:")


def ticked(text: str) -> bool | None:
    """Return whether the text of a cell means yes; None when it is neither yes nor no."""
    word = "".join(text.casefold().split())
    return True if word in YES else False if word in NO else None


def cell_address(row: int, column: int) -> str:
    """Return the address of a cell as spreadsheets write it, such as B3."""
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{row}"


def _columns(
    first_row: Mapping[int, Cell], headings: Mapping[str, str], row: int, table: ReadTable
) -> dict[int, str]:
    """Return the names of the columns by their headings, none when the row has no heading."""
    known = {column: headings.get(heading_key(text)) for column, (_kind, text) in first_row.items()}
    if not any(known.values()):
        return {}
    columns: dict[int, str] = {}
    for column, name in known.items():
        if name is None or name in columns.values():
            reason = "heading-twice" if name else "heading-unknown"
            table.faults.append(CellFault(row, column, reason, first_row[column][1]))
        else:
            columns[column] = name
    return columns


def _width(rows: Mapping[int, Mapping[int, Cell]]) -> int:
    return max(max(row) for row in rows.values())
