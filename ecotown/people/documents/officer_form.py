"""The Excel form in which a list of officers is filled in, to be imported."""

from io import BytesIO

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from ecotown.common.workbooks.writing import BRAND, FRAME, TYPED, prepare_for_print, write_text
from ecotown.people.words import COLUMNS

WIDTHS = {"signing_name": 40, "position": 40, "email": 36}
EMPTY_ROWS = 100


def officer_form() -> bytes:
    """Return the form in Thai as an .xlsx file: headings, and empty rows whose cells are texts."""
    workbook = Workbook()
    workbook.properties.creator = "Eco Industrial Towns"
    sheet = workbook.active
    with translation.override("th"):
        sheet.title = _("Officers")[:31]
        for column, (name, heading) in enumerate(COLUMNS.items(), 1):
            cell = sheet.cell(1, column)
            write_text(cell, str(heading), bold=True, colour="FFFFFF")
            cell.fill, cell.border = PatternFill("solid", fgColor=BRAND), FRAME
            sheet.column_dimensions[get_column_letter(column)].width = WIDTHS.get(name, 22)
            for row in range(2, EMPTY_ROWS + 2):
                empty = sheet.cell(row, column)
                write_text(empty, "")
                empty.fill, empty.border = PatternFill("solid", fgColor=TYPED), FRAME
                empty.number_format = "@"  # a text, whatever is typed
    sheet.freeze_panes = sheet.cell(2, 2)
    sheet.print_title_rows = "1:1"
    prepare_for_print(sheet)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()
