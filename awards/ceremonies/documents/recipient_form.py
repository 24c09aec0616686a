"""The Excel form in which a list of recipients is filled in, to be imported."""

from io import BytesIO

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from awards.ceremonies.domain.ceremonies import KINDS_BY_NAME
from awards.ceremonies.domain.imports import COLUMNS, MAX_RECIPIENTS, TICKS
from awards.ceremonies.words import IMPORT_HEADINGS, NO, RECIPIENT_KINDS, YES
from ecotown.common.workbooks.writing import BRAND, FRAME, TYPED, prepare_for_print, write_text

WIDTHS = {"kind": 26, "given_name": 48, "given_recognition": 56, "area": 40, "represented_by": 40}
EMPTY_ROWS = 200  # that are framed, for filling in


def recipient_form() -> bytes:
    """Return the form in Thai as an .xlsx file: headings, lists to choose from, and empty rows."""
    workbook = Workbook()
    workbook.properties.creator = "Eco Industrial Towns"
    sheet = workbook.active
    with translation.override("th"):
        sheet.title = _("Recipients")[:31]
        for column, name in enumerate(COLUMNS, 1):
            cell = sheet.cell(1, column)
            write_text(cell, str(IMPORT_HEADINGS[name]), bold=True, colour="FFFFFF")
            cell.fill, cell.border = PatternFill("solid", fgColor=BRAND), FRAME
            sheet.column_dimensions[get_column_letter(column)].width = WIDTHS.get(name, 20)
            for row in range(2, EMPTY_ROWS + 2):
                empty = sheet.cell(row, column)
                write_text(empty, "")
                empty.fill, empty.border = PatternFill("solid", fgColor=TYPED), FRAME
                empty.number_format = "@"  # a text, whatever is typed
        kinds = [str(RECIPIENT_KINDS[kind.value]) for kind in KINDS_BY_NAME]
        _offer(sheet, "kind", kinds)
        for name in TICKS:
            _offer(sheet, name, [str(YES), str(NO)])
    sheet.freeze_panes = sheet.cell(2, 3)
    sheet.print_title_rows = "1:1"
    prepare_for_print(sheet)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _offer(sheet: Worksheet, name: str, words: list[str]) -> None:
    """Let the cells of a column be chosen from a list."""
    letter = get_column_letter(COLUMNS.index(name) + 1)
    choices = f'"{",".join(words)}"'
    validation = DataValidation(type="list", allow_blank=True, showErrorMessage=True, formula1=choices)
    validation.errorTitle, validation.error = _("Please check this cell"), _("Choose from the list.")
    sheet.add_data_validation(validation)
    validation.add(f"{letter}2:{letter}{MAX_RECIPIENTS + 1}")
