"""What the sheets of a workbook for entry share: their head, and the cells to fill in."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl.cell import Cell
from openpyxl.styles import PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from areas.models import TargetArea
from assessments.entry.domain.workbook import HEADING_ROW
from assessments.workflow.models import Assessment
from ecotown.common.workbooks.writing import BRAND, FRAME, TYPED, write_text
from indicators.criteria.domain.numbers import Bounds
from indicators.editions.models import Framework

CELL_BOUNDS = Bounds(-(10**11), 10**11)


@dataclass(frozen=True, slots=True)
class FormSubject:
    """What a form is about: an area in a fiscal year by an edition; `mark` says what is special about it."""

    area: TargetArea
    year: int
    framework: Framework
    mark: str = ""


def subject_of(assessment: Assessment) -> FormSubject:
    """Return the subject of the form of an assessment."""
    cycle = assessment.cycle
    marks = [_("Demonstration data"), demonstration_words()] if cycle.is_demonstration else []
    return FormSubject(assessment.area, cycle.year, cycle.framework, " · ".join(marks))


def write_head(
    sheet: Worksheet,
    title: str,
    subject: FormSubject,
    headings: Mapping[int, str],
    widths: Mapping[int, int],
) -> None:
    """Write title, area and column headings; `headings` and `widths` are by column."""
    framework = subject.framework
    subtitle = _("%(area)s, fiscal year %(year)s, %(edition)s") % {
        "area": subject.area,
        "year": subject.year,
        "edition": framework.name_th,
    }
    write_text(sheet["A1"], title, bold=True, size=16, wrap=False)
    write_text(sheet["A2"], subtitle, wrap=False)
    notes = [] if framework.official else [_("Working edition, not official.")]
    notes += [subject.mark] if subject.mark else []
    write_text(sheet["A3"], " · ".join(notes), bold=True, wrap=False)
    for column, word in headings.items():
        cell = sheet.cell(HEADING_ROW, column)
        write_text(cell, word, bold=True, colour="FFFFFF", align="center")
        cell.fill, cell.border = PatternFill("solid", fgColor=BRAND), FRAME
        sheet.column_dimensions[get_column_letter(column)].width = widths[column]
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"


def open_cell(cell: Cell) -> None:
    """Unlock a cell and colour it as one to fill in."""
    cell.protection = Protection(locked=False)
    cell.fill = PatternFill("solid", fgColor=TYPED)


def protect(sheet: Worksheet) -> None:
    """Lock all other cells; columns and rows may be made wider."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # False: allowed


def range_words(bounds: Bounds) -> str:
    """Return what the program says about a number beyond the bounds of its cell."""
    lowest, highest = bounds.within(CELL_BOUNDS)
    return _("Type a number from %(lowest)s to %(highest)s.") % {
        "lowest": f"{lowest:,}",
        "highest": f"{highest:,}",
    }


def unconfirmed_words() -> str:
    """Return what stands beside a value that waits to be confirmed."""
    return _("Not confirmed: carried forward from the year before")


def demonstration_words() -> str:
    return _("Values and results entered here are made up. They are no assessment of any real place.")
