"""The sheet of a workbook for the basic data of the area: one number for each shared quantity."""

from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl.cell import Cell
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assessments.entry.documents.form_sheets import (
    CELL_BOUNDS,
    FormSubject,
    open_cell,
    protect,
    range_words,
    unconfirmed_words,
    write_head,
)
from assessments.entry.domain import quantity_sheet as layout
from assessments.entry.domain.workbook import HEADING_ROW
from assessments.entry.queries import EarlierValues, Entered, earlier_quantities
from assessments.entry.words import NOT_ASSESSED
from ecotown.common.workbooks.writing import FRAME, fit_heights, prepare_for_print, write_text
from indicators.criteria.domain.framework import Framework
from indicators.criteria.domain.numbers import Bounds

WIDTHS = {
    layout.NAME: 44,
    layout.VALUE: 18,
    layout.UNIT: 22,
    layout.DEFINITION: 80,
    layout.EARLIER: 18,
    layout.STATE: 24,
}
NOT_NEGATIVE = Bounds(0)


def quantity_sheet_title() -> str:
    """Return the Thai title of the sheet; spreadsheets allow 31 characters."""
    with translation.override("th"):
        return _("Basic data of the area")[:31]


def quantity_headings(earlier_year: int | None = None, *, is_loaded: bool = False) -> dict[int, str]:
    """Return the column headings in Thai, by column; uploaded files are recognised by them.

    `is_loaded` marks an earlier year that the portal has not assessed.
    """
    with translation.override("th"):
        words = {
            layout.NAME: _("Item"),
            layout.VALUE: _("Value to fill in"),
            layout.UNIT: _("Unit"),
            layout.DEFINITION: _("What it is"),
        }
        if earlier_year:
            heading = _("Value of fiscal year %(year)s") % {"year": earlier_year}
            words[layout.EARLIER] = f"{heading} ({NOT_ASSESSED})" if is_loaded else heading
            words[layout.STATE] = _("State")
        return words


def write_quantity_sheet(
    sheet: Worksheet,
    subject: FormSubject,
    edition: Framework,
    entered: Entered,
    earlier: EarlierValues | None,
) -> None:
    """Write the numbers stored, and beside them those of an earlier year."""
    headings = (
        quantity_headings(earlier.year, is_loaded=earlier.is_loaded) if earlier else quantity_headings()
    )
    earlier_numbers = earlier_quantities(earlier, edition)
    write_head(sheet, quantity_sheet_title(), subject, headings, WIDTHS)
    sheet.freeze_panes = sheet.cell(HEADING_ROW + 1, layout.VALUE)
    validation = _validation()
    sheet.add_data_validation(validation)
    for row, quantity in layout.rows_of(edition):
        write_text(sheet.cell(row, layout.NAME), quantity.name_th, bold=True)
        write_text(sheet.cell(row, layout.UNIT), quantity.unit_th)
        write_text(sheet.cell(row, layout.DEFINITION), quantity.definition_th)
        cell = sheet.cell(row, layout.VALUE)
        _put_number(cell, entered.quantities.get(quantity.key))
        open_cell(cell)
        validation.add(cell)
        if earlier:
            _put_number(sheet.cell(row, layout.EARLIER), earlier_numbers.get(quantity.key))
            if quantity.key in entered.unconfirmed_quantities:
                write_text(sheet.cell(row, layout.STATE), unconfirmed_words())
        for column in headings:
            sheet.cell(row, column).border = FRAME
    fit_heights(sheet)
    protect(sheet)
    prepare_for_print(sheet)


def _validation() -> DataValidation:
    lowest, highest = NOT_NEGATIVE.within(CELL_BOUNDS)
    return DataValidation(
        type="decimal",
        operator="between",
        formula1=str(lowest),
        formula2=str(highest),
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=_("Please check this cell"),
        error=range_words(NOT_NEGATIVE),
    )


def _put_number(cell: Cell, number: Decimal | None) -> None:
    write_text(cell, "", align="right")
    if number is not None:
        text = layout.cell_text_of(number)
        cell.value = Decimal(text)
        cell.number_format = "#,##0.####" if "." in text else "#,##0"
