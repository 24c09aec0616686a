"""The workbook for offline entry: instructions, a sheet for each dimension, explanations, the hidden seal."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assessments.entry import queries as entry_queries
from assessments.entry.documents.form_sheets import (
    CELL_BOUNDS,
    FormSubject,
    demonstration_words,
    open_cell,
    protect,
    range_words,
    subject_of,
    unconfirmed_words,
    write_head,
)
from assessments.entry.documents.guidance_sheet import explain_cell, guidance_title, write_guidance
from assessments.entry.documents.quantity_sheet import quantity_sheet_title, write_quantity_sheet
from assessments.entry.documents.seal import SEAL_SHEET, write_seal
from assessments.entry.domain import workbook as workbook_domain
from assessments.entry.domain.values import EntryValue
from assessments.entry.domain.workbook import HEADING_ROW, WorkbookLine
from assessments.entry.words import NOT_ASSESSED
from assessments.workflow import queries as workflow_queries
from assessments.workflow.models import Assessment
from ecotown.common.thai import dates
from ecotown.common.workbooks.writing import FRAME, fit_heights, prepare_for_print, write_text
from indicators.criteria.domain.framework import Dimension, Framework
from indicators.criteria.domain.kinds import KINDS
from indicators.criteria.domain.numbers import Bounds

WIDTHS = {
    workbook_domain.CODE: 9,
    workbook_domain.NAME: 54,
    workbook_domain.INPUT: 38,
    workbook_domain.VALUE: 16,
    workbook_domain.UNIT: 22,
    workbook_domain.NOT_APPLICABLE: 14,
    workbook_domain.REASON: 36,
    workbook_domain.EARLIER: 16,
    workbook_domain.STATE: 24,
}


def headings(earlier_year: int | None = None, *, is_loaded: bool = False) -> dict[int, str]:
    """Return the column headings in Thai, by column; uploaded files are recognised by them.

    `is_loaded` marks an earlier year that the portal has not assessed.
    """
    with translation.override("th"):
        words = {
            workbook_domain.CODE: _("Code"),
            workbook_domain.NAME: _("Indicator"),
            workbook_domain.INPUT: _("Number asked for"),
            workbook_domain.VALUE: _("Value to fill in"),
            workbook_domain.UNIT: _("Unit"),
            workbook_domain.NOT_APPLICABLE: _("Does not apply"),
            workbook_domain.REASON: _("Reason why it does not apply"),
        }
        if earlier_year:
            heading = _("Value of fiscal year %(year)s") % {"year": earlier_year}
            words[workbook_domain.EARLIER] = f"{heading} ({NOT_ASSESSED})" if is_loaded else heading
            words[workbook_domain.STATE] = _("State")
        return words


def instructions_title() -> str:
    """Return the Thai title of the sheet of instructions."""
    with translation.override("th"):
        return _("Instructions")


def entry_workbook(assessment: Assessment) -> bytes:
    """Return the .xlsx file in Thai with the stored values; only the cells for answers are unlocked.

    Its signed seal stores the edition and the present values, see `seal.open_seal`.
    """
    entered = entry_queries.entered(assessment)
    earlier_values = entry_queries.earlier_values(assessment)
    edition = workflow_queries.edition_of(assessment)
    workbook = Workbook()
    workbook.properties.creator = "Eco Industrial Towns"
    with translation.override("th"):
        subject = subject_of(assessment)
        _write_instructions(workbook.active, assessment)
        if edition.quantities:
            sheet = workbook.create_sheet(quantity_sheet_title())
            write_quantity_sheet(sheet, subject, edition, entered, earlier_values)
        write_dimension_sheets(workbook, subject, edition, entered, earlier_values)
        write_guidance(workbook.create_sheet(guidance_title()), edition)
    write_seal(workbook.create_sheet(SEAL_SHEET), assessment, entered.values, entered.quantities)
    workbook.security = WorkbookProtection(lockStructure=True)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def write_dimension_sheets(
    workbook: Workbook,
    subject: FormSubject,
    edition: Framework,
    entered: entry_queries.Entered,
    earlier: entry_queries.EarlierValues | None,
) -> None:
    """Write a sheet for each dimension, with the values entered and beside them those of an earlier year."""
    headings_in_use = headings(earlier.year, is_loaded=earlier.is_loaded) if earlier else headings()
    for dimension in edition.dimensions:
        sheet = workbook.create_sheet(workbook_domain.title_of(dimension))
        title = f"{dimension.code} {dimension.name_th}"
        write_head(sheet, title, subject, headings_in_use, WIDTHS)
        sheet.freeze_panes = sheet.cell(HEADING_ROW + 1, workbook_domain.VALUE)
        _write_lines(sheet, dimension, entered, earlier.comparable if earlier else None)
        for line in workbook_domain.lines_of(dimension):
            explain_cell(sheet.cell(line.row, workbook_domain.VALUE), line, edition.quantities)
        prepare_for_print(sheet)


def _write_instructions(sheet: Worksheet, assessment: Assessment) -> None:
    framework = assessment.cycle.framework
    sheet.title = instructions_title()
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 100
    title = _("Data form for the assessment of an Eco Industrial Town")
    write_text(sheet["A1"], title, bold=True, size=18, wrap=False)
    facts = [
        (_("Area"), f"{assessment.area} {assessment.area.province}"),
        (_("Fiscal year"), str(assessment.cycle.year)),
        (_("Criteria edition"), f"{framework.name_th} ({framework.edition})"),
        (_("About these criteria"), framework.note_th),
        (_("SHA-256 of the criteria"), framework.checksum),
        (_("Downloaded at"), _now()),
        (_("Revision of the values"), str(assessment.revision)),
    ]
    if assessment.cycle.is_demonstration:
        facts.insert(0, (_("Demonstration data"), demonstration_words()))
    rules = [
        _("Fill in the pale yellow cells only. All other cells are locked."),
        _("Type plain numbers with at most 4 decimal places, no formulas."),
        _("Fill in the basic data of the area first: the indicators that ask for them take them over."),
        _("An empty cell means that there is no answer yet."),
        _("A value carried forward is confirmed in the portal; uploading it unchanged does not confirm it."),
        _("Where a list is offered, choose from the list."),
        _(
            "If an indicator does not apply to the area, choose ใช่ in the column for it and give the reason. "
            "Its numbers are then not used."
        ),
        _("Do not add, delete or move rows, columns or sheets."),
        _("Upload the file on the page of the assessment. You see every change before anything is saved."),
        _("What was changed in the portal after the download is not overwritten; the portal shows it."),
    ]
    row = 3
    for name, text in facts:
        write_text(sheet.cell(row, 1), name, bold=True)
        write_text(sheet.cell(row, 2), text)
        row += 1
    write_text(sheet.cell(row + 1, 1), _("How to fill in"), bold=True, size=14)
    for number, rule in enumerate(rules, start=1):
        write_text(sheet.cell(row + 1 + number, 1), str(number), align="right")
        write_text(sheet.cell(row + 1 + number, 2), rule)
    fit_heights(sheet)
    sheet.protection.sheet = True
    prepare_for_print(sheet)


def _write_lines(
    sheet: Worksheet,
    dimension: Dimension,
    entered: entry_queries.Entered,
    earlier: Mapping[str, EntryValue] | None,
) -> None:
    validations = _Validations(sheet)
    for line in workbook_domain.lines_of(dimension):
        texts = workbook_domain.texts_of(
            entered.values.get(line.indicator.code, EntryValue()), line.indicator
        )
        _write_texts(sheet, line)
        cell = sheet.cell(line.row, workbook_domain.VALUE)
        _put_number(cell, texts[line.key], line)
        open_cell(cell)
        validations.for_value(line).add(cell)
        if earlier is not None:
            earlier_texts = workbook_domain.texts_of(
                earlier.get(line.indicator.code, EntryValue()), line.indicator
            )
            _put_number(sheet.cell(line.row, workbook_domain.EARLIER), earlier_texts[line.key], line)
        if line.is_first:
            tick = sheet.cell(line.row, workbook_domain.NOT_APPLICABLE)
            write_text(tick, texts["not_applicable"], align="center")
            validations.tick.add(tick)
            reason = sheet.cell(line.row, workbook_domain.REASON)
            write_text(reason, texts["reason"])
            reason.number_format = "@"
            if earlier is not None and line.indicator.code in entered.unconfirmed:
                write_text(sheet.cell(line.row, workbook_domain.STATE), unconfirmed_words())
            open_cell(tick)
            open_cell(reason)
        last_column = workbook_domain.STATE if earlier is not None else workbook_domain.REASON
        for column in range(1, last_column + 1):
            sheet.cell(line.row, column).border = FRAME
    fit_heights(sheet)
    protect(sheet)


def _write_texts(sheet: Worksheet, line: WorkbookLine) -> None:
    write_text(sheet.cell(line.row, workbook_domain.CODE), line.indicator.code, bold=line.is_first)
    write_text(sheet.cell(line.row, workbook_domain.NAME), line.indicator.name_th if line.is_first else "")
    write_text(sheet.cell(line.row, workbook_domain.INPUT), line.label or _("Value of the indicator"))
    write_text(sheet.cell(line.row, workbook_domain.UNIT), line.unit)


def _put_number(cell: Cell, text: str, line: WorkbookLine) -> None:
    is_number = KINDS[line.indicator.kind].is_written_as_number
    write_text(cell, "" if is_number else text, align="right")
    if text and is_number:
        cell.value = Decimal(text)
        cell.number_format = "#,##0.####" if "." in text else "#,##0"


class _Validations:
    """The data validations of one sheet; each kind is written once."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.by_name: dict[str, DataValidation] = {}
        self.tick = self._list("tick", (workbook_domain.TICK,))

    def for_value(self, line: WorkbookLine) -> DataValidation:
        if line.key != "value":
            return self._number("input", "decimal", Bounds())
        kind = KINDS[line.indicator.kind]
        if kind.choices:
            return self._list(kind.code, tuple(kind.choices.values()))
        return self._number(kind.code, "whole" if kind.is_whole else "decimal", kind.bounds)

    def _list(self, name: str, words: Sequence[str]) -> DataValidation:
        return self._add(name, type="list", formula1=f'"{",".join(words)}"', error=_("Choose from the list."))

    def _number(self, name: str, type_name: str, bounds: Bounds) -> DataValidation:
        lowest, highest = bounds.within(CELL_BOUNDS)
        limits = {"operator": "between", "formula1": str(lowest), "formula2": str(highest)}
        return self._add(name, type=type_name, error=range_words(bounds), **limits)

    def _add(self, name: str, **rules: str) -> DataValidation:
        if name not in self.by_name:
            validation = DataValidation(allow_blank=True, showErrorMessage=True, **rules)
            validation.errorTitle = _("Please check this cell")
            self.by_name[name] = validation
            self.sheet.add_data_validation(validation)
        return self.by_name[name]


def _now() -> str:
    moment = timezone.localtime()
    return f"{dates.long_date(moment.date())} {moment:%H:%M} น."
