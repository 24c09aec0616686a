"""The workbook by which a year is loaded: its facts, the basic data, a sheet for each dimension, the seal."""

from io import BytesIO

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from areas.models import HIGHEST_LEVEL, LOWEST_LEVEL, TargetArea
from assessments.entry.documents.form_sheets import FormSubject, open_cell
from assessments.entry.documents.guidance_sheet import guidance_title, write_guidance
from assessments.entry.documents.quantity_sheet import quantity_sheet_title, write_quantity_sheet
from assessments.entry.documents.seal import SEAL_SHEET, write_signed
from assessments.entry.documents.workbook import write_dimension_sheets
from assessments.entry.queries import Entered
from assessments.entry.words import NOT_ASSESSED
from assessments.past_years.domain import LONGEST_SOURCE
from assessments.past_years.queries import YearContent
from ecotown.common.workbooks.writing import FRAME, fit_heights, prepare_for_print, write_text
from indicators.editions.models import Framework
from indicators.editions.queries import editions

SALT = "assessments.past-year"
FORMAT = 2
LABEL, ANSWER = 1, 2  # columns
LEVEL_ROW, SOURCE_ROW, RULES_ROW = 8, 9, 11


def year_title() -> str:
    """Return the Thai title of the sheet with the facts of the year."""
    with translation.override("th"):
        return _("Earlier year")


def past_year_workbook(area: TargetArea, year: int, framework: Framework, stored: YearContent) -> bytes:
    """Return the .xlsx file in Thai with what is stored of the year; only cells for answers are unlocked.

    Its signed seal stores area, year, edition and what is stored now.
    """
    edition = editions.edition_of(framework)
    workbook = Workbook()
    workbook.properties.creator = "Eco Industrial Towns"
    with translation.override("th"):
        subject = FormSubject(area, year, framework, str(NOT_ASSESSED))
        _write_facts(workbook.active, subject, stored)
        entered = Entered(stored.values, stored.quantities, frozenset(), {})
        if edition.quantities:
            sheet = workbook.create_sheet(quantity_sheet_title())
            write_quantity_sheet(sheet, subject, edition, entered, None)
        write_dimension_sheets(workbook, subject, edition, entered, None)
        write_guidance(workbook.create_sheet(guidance_title()), edition)
    sealed = {
        "format": FORMAT,
        "area": area.pk,
        "year": year,
        "edition": framework.edition,
        "criteria": framework.checksum,
        "seen": stored.plain(),
    }
    write_signed(workbook.create_sheet(SEAL_SHEET), sealed, SALT)
    workbook.security = WorkbookProtection(lockStructure=True)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _write_facts(sheet: Worksheet, subject: FormSubject, stored: YearContent) -> None:
    sheet.title = year_title()
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 100
    title = _("Data of a year before the portal")
    write_text(sheet["A1"], title, bold=True, size=18, wrap=False)
    write_text(sheet["A2"], subject.mark, wrap=False)
    level = "" if stored.granted_level is None else str(stored.granted_level)
    facts = [
        (_("Area"), f"{subject.area} {subject.area.province}"),
        (_("Fiscal year"), str(subject.year)),
        (_("Criteria edition"), f"{subject.framework.name_th} ({subject.framework.edition})"),
        (_("About these criteria"), subject.framework.note_th),
        (_("Granted level (0–5), empty if unknown"), level),
        (_("Source of the data"), stored.source),
    ]
    for row, (name, text) in enumerate(facts, start=LEVEL_ROW - 4):
        write_text(sheet.cell(row, LABEL), name, bold=True)
        write_text(sheet.cell(row, ANSWER), text)
    for row in (LEVEL_ROW, SOURCE_ROW):
        cell = sheet.cell(row, ANSWER)
        cell.number_format, cell.border = "@", FRAME
        open_cell(cell)
    _add_validations(sheet)
    rules = [
        _("Fill in the pale yellow cells only. All other cells are locked."),
        _("Name the document or the system that the data come from, with its date."),
        _("Fill in the basic data of the area first: the indicators that ask for them take them over."),
        _("Fill in the indicators that are known; leave the cells of the others empty."),
        _("Type plain numbers with at most 4 decimal places, no formulas."),
        _("Do not add, delete or move rows, columns or sheets."),
        _("Upload the file on the page of the area. You see every change before anything is saved."),
        _("What is loaded is shown as not assessed in the portal wherever it stands."),
    ]
    write_text(sheet.cell(RULES_ROW, LABEL), _("How to fill in"), bold=True, size=14)
    for number, rule in enumerate(rules, start=1):
        write_text(sheet.cell(RULES_ROW + number, LABEL), str(number), align="right")
        write_text(sheet.cell(RULES_ROW + number, ANSWER), rule)
    fit_heights(sheet)
    sheet.protection.sheet = True
    prepare_for_print(sheet)


def _add_validations(sheet: Worksheet) -> None:
    levels = ",".join(str(level) for level in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1))
    level = DataValidation(
        type="list", formula1=f'"{levels}"', allow_blank=True, error=_("Choose from the list.")
    )
    source = DataValidation(
        type="textLength",
        operator="between",
        formula1="0",
        formula2=str(LONGEST_SOURCE),
        allow_blank=True,
        error=_("At most %(limit)s characters.") % {"limit": f"{LONGEST_SOURCE:,}"},
    )
    for validation, row in ((level, LEVEL_ROW), (source, SOURCE_ROW)):
        validation.showErrorMessage = True
        validation.errorTitle = _("Please check this cell")
        sheet.add_data_validation(validation)
        validation.add(sheet.cell(row, ANSWER))
