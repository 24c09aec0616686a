"""The dossier as a workbook: the content of the PDF with one sheet for each part."""

from fractions import Fraction
from io import BytesIO

from django.utils import translation
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assessments.reports.documents.dossier_sheets import dossier_sheets
from assessments.reports.documents.sheets import DossierSheet
from assessments.reports.queries.dossier import Dossier
from ecotown.common.workbooks.writing import BRAND, FRAME, fit_heights, prepare_for_print, write_text

HEADING_ROW = 3  # the row of the headings; above them the title and an empty row
NUMBER_FORMAT = "#,##0.####"


def dossier_workbook(dossier: Dossier) -> bytes:
    """Return the dossier as an .xlsx file in Thai; its cells hold texts and numbers, never formulas."""
    workbook = Workbook()
    workbook.properties.creator = "Eco Industrial Towns"
    workbook.properties.title = f"{dossier.assessment}"
    with translation.override("th"):
        workbook.remove(workbook.active)
        for dossier_sheet in dossier_sheets(dossier):
            sheet = workbook.create_sheet(dossier_sheet.title)
            _write(sheet, dossier_sheet, f"{dossier_sheet.title} · {dossier.assessment}")
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _write(sheet: Worksheet, dossier_sheet: DossierSheet, title: str) -> None:
    write_text(sheet["A1"], title, bold=True, size=16, wrap=False)
    for column, (heading, width) in enumerate(dossier_sheet.columns, start=1):
        cell = sheet.cell(HEADING_ROW, column)
        write_text(cell, heading, bold=True, colour="FFFFFF", align="center")
        cell.fill, cell.border = PatternFill("solid", fgColor=BRAND), FRAME
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row_number, row in enumerate(dossier_sheet.rows, start=HEADING_ROW + 1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(row_number, column)
            if isinstance(value, int | Fraction):
                write_text(cell, "", align="right")
                cell.value, cell.number_format = (
                    float(value) if isinstance(value, Fraction) else value,
                    NUMBER_FORMAT,
                )
            else:
                write_text(cell, str(value or ""))
            cell.border = FRAME
    sheet.freeze_panes = sheet.cell(HEADING_ROW + 1, 2)
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    fit_heights(sheet, dossier_sheet.max_lines)
    prepare_for_print(sheet)
