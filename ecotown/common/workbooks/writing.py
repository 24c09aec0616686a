"""Writing of the portal's workbooks: text cells, row heights, page setup."""

from unicodedata import category

from openpyxl.styles import Alignment, Border, Font, Side

from ecotown.common.workbooks.cells import FORMULA_SIGNS, cell_text, escape_cell

LINE_HEIGHT, MAX_LINES = 18, 12  # height in points of a line of Sarabun in size 12; lines per row
INK, BRAND, TYPED, LINE = "14302D", "0B5D54", "FFF5DC", "B9C8C4"
EDGE = Side(style="thin", color=LINE)
FRAME = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)


def write_text(cell, text: str, *, bold=False, size=12, colour=INK, align="left", wrap=True):
    """Write `text` as a string, never as a formula; an empty text leaves the cell empty."""
    text = cell_text(text)
    cell.font = Font(name="Sarabun", size=size, bold=bold, color=colour)
    indent = 1 if wrap and align != "center" else 0
    cell.alignment = Alignment(horizontal=align, vertical="top", wrap_text=wrap, indent=indent)
    if text:
        cell.value = escape_cell(text)
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(FORMULA_SIGNS)


def fit_heights(sheet, max_lines=MAX_LINES):
    """Set each row's height for its longest text: not every program does so when it opens the file."""
    for row in sheet.iter_rows():
        lines = 2 if row[0].font.size > 12 else 1
        for cell in row:
            width = sheet.column_dimensions[cell.column_letter].width
            if cell.alignment.wrap_text and isinstance(cell.value, str):
                lines = max(lines, sum(1 + int(text_width(text) / width) for text in cell.value.split("\n")))
        sheet.row_dimensions[row[0].row].height = LINE_HEIGHT * min(lines, max_lines) + 4


def text_width(text: str) -> float:
    """Estimate the width of `text` in digits of the font; Thai marks above and below have no width."""
    return sum(1.1 for letter in text if category(letter) != "Mn")


def prepare_for_print(sheet):
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P/&N"
