"""A sheet with a heading, lines below it, and a table: written alike in the workbooks that are read."""

from collections.abc import Iterable, Sequence

from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ecotown.common.workbooks.writing import (
    BRAND,
    FRAME,
    MAX_LINES,
    fit_heights,
    prepare_for_print,
    write_text,
)

HEADING_ROW = 4  # of the table; above it the heading of the sheet and up to two lines
Column = tuple[str, int]  # its heading and width
Cell = str | int | float


def write_table(
    sheet: Worksheet,
    *,
    heading: str,
    lines: Sequence[str],
    columns: Iterable[Column],
    rows: Iterable[Sequence[Cell]],
    max_lines: int = MAX_LINES,
) -> None:
    """Write the heading of a sheet, the lines, and below them the table; `max_lines` are those of a row."""
    write_text(sheet.cell(1, 1), heading, bold=True, size=16, colour=BRAND, wrap=False)
    for number, line in enumerate(lines, 2):
        write_text(sheet.cell(number, 1), line, wrap=False)
    for column, (name, width) in enumerate(columns, 1):
        cell = sheet.cell(HEADING_ROW, column)
        write_text(cell, name, bold=True, colour="FFFFFF")
        cell.fill, cell.border = PatternFill("solid", fgColor=BRAND), FRAME
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(rows, HEADING_ROW + 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            write_text(cell, value if isinstance(value, str) else "")
            if not isinstance(value, str):
                cell.value = value
            cell.border = FRAME
    sheet.freeze_panes = sheet.cell(HEADING_ROW + 1, 1)
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    fit_heights(sheet, max_lines)
    prepare_for_print(sheet)
