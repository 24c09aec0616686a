"""Tables as CSV files for spreadsheet programs."""

import csv
from collections.abc import Iterable
from io import StringIO

# Spreadsheets take a cell that begins with one of these for a formula; a leading apostrophe makes it a text.
FORMULA_PREFIXES = ("=", "+", "-", "@", "\t", "\r")


def csv_file(rows: Iterable[Iterable[object]]) -> bytes:
    """Return the rows, headings first, as UTF-8 with a byte order mark for Excel; no cell is a formula."""
    text = StringIO()
    csv.writer(text).writerows([_safe(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _safe(cell: object) -> object:
    """Return the cell with an apostrophe before a text that spreadsheets take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_PREFIXES) else cell
