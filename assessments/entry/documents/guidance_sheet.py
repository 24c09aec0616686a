"""What explains the indicators in the workbook: a sheet of its own, and comments at the cells to fill in."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assessments.entry.domain.workbook import HEADING_ROW, WorkbookLine
from ecotown.common.workbooks.cells import cell_text
from ecotown.common.workbooks.writing import (
    BRAND,
    FRAME,
    LINE_HEIGHT,
    fit_heights,
    prepare_for_print,
    text_width,
    write_text,
)
from indicators.criteria.domain.framework import Framework, Indicator, Quantity
from indicators.criteria.words.evidence import evidence_items
from indicators.criteria.words.guidance import GuidanceWords, guidance
from indicators.criteria.words.names import short_name

WIDTHS = (8, 20, 34, 42, 18, 24, 20, 32, 40)
MAX_LINES = 22  # of a row; programs allow a height of 409 points
COMMENT_WIDTH, COMMENT_LETTERS = 400, 50  # in pixels, and the letters of a line
AUTHOR = "Eco Industrial Towns"


def guidance_title() -> str:
    """Return the Thai title of the sheet that explains the indicators."""
    with translation.override("th"):
        return _("Explanation of the indicators")


def write_guidance(sheet: Worksheet, edition: Framework) -> None:
    """Write the lines of `guidance_rows` into a locked sheet, from which nothing is read back.

    A column in which no indicator has a text is left out. The language that is active is Thai.
    """
    rows = list(guidance_rows(edition.indicators))
    filled = [any(texts) for texts in zip(*rows, strict=True)]
    write_text(sheet["A1"], sheet.title, bold=True, size=16, wrap=False)
    write_text(sheet["A2"], edition.name_th, wrap=False)
    mark = "" if edition.official else _("Working edition, not official.")
    write_text(sheet["A3"], mark, bold=True, wrap=False)
    for column, (heading, width) in enumerate(compress(guidance_columns(), filled), start=1):
        cell = sheet.cell(HEADING_ROW, column)
        write_text(cell, heading, bold=True, colour="FFFFFF", align="center")
        cell.fill = PatternFill("solid", fgColor=BRAND)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row_number, row in enumerate(rows, start=HEADING_ROW + 1):
        for column, text in enumerate(compress(row, filled), start=1):
            write_text(sheet.cell(row_number, column), text, bold=column == 1)
    for cells in sheet.iter_rows(min_row=HEADING_ROW):
        for cell in cells:
            cell.border = FRAME
    sheet.freeze_panes = sheet.cell(HEADING_ROW + 1, 3)
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    fit_heights(sheet, MAX_LINES)
    prepare_for_print(sheet)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # False: allowed


def guidance_columns() -> list[tuple[str, int]]:
    """Return heading and width of each column."""
    headings = (
        *(_("Code"), _("Indicator"), _("Definition"), _("What counts"), _("Period")),
        *(_("Source of the data"), _("Who has the data"), _("Worked calculation"), _("Evidence")),
    )
    return list(zip(headings, WIDTHS, strict=True))


def guidance_rows(indicators: Iterable[Indicator]) -> Iterator[tuple[str, ...]]:
    """Yield the texts of a line for each indicator, and below a choice those of one for each of its steps."""
    for indicator in indicators:
        guide = guidance(indicator)
        yield (
            *(indicator.code, short_name(indicator), guide.definition),
            "\n".join([*guide.counted, *guide.excluded]),
            *(guide.period, guide.data_source, guide.holder),
            _example(guide),
            "\n".join(_evidence(indicator, guide)),
        )
        for step in guide.steps:
            yield indicator.code, step.name, step.sentence, *[""] * (len(WIDTHS) - 3)


def explain_cell(cell: Cell, line: WorkbookLine, quantities: Sequence[Quantity]) -> None:
    """Comment on the cell of a number: what its indicator says at the first one, and its shared quantity.

    The language that is active is Thai. A cell without anything to say has no comment.
    """
    paragraphs = _of_indicator(line.indicator) if line.is_first else []
    keys = {item.key: item.quantity for item in line.indicator.inputs}
    paragraphs += [
        f"{_('Shared quantity')}: {quantity.name_th}\n{quantity.definition_th}".strip()
        for quantity in quantities
        if quantity.key == keys.get(line.key)
    ]
    if paragraphs:
        text = cell_text("\n".join(paragraphs))
        cell.comment = Comment(text, AUTHOR, width=COMMENT_WIDTH, height=_height(text))


def _of_indicator(indicator: Indicator) -> list[str]:
    guide = guidance(indicator)
    facts = {_("Period"): guide.period, _("Source of the data"): guide.data_source}
    return [
        *([guide.definition] if guide.definition else []),
        *(f"{name}: {text}" for name, text in facts.items() if text),
        *map(str, guide.steps),
    ]


def _height(text: str) -> int:
    """Return the height of a comment in pixels in which `text` is seen whole."""
    lines = sum(1 + int(text_width(line) / COMMENT_LETTERS) for line in text.split("\n"))
    return LINE_HEIGHT * lines + 16


def _example(guide: GuidanceWords) -> str:
    if guide.calculation is None:
        return ""
    result = " = ".join(filter(None, [guide.calculation.formula, guide.calculation.result]))
    return "\n".join(filter(None, [guide.calculation.sentence, result]))


def _evidence(indicator: Indicator, guide: GuidanceWords) -> Iterator[str]:
    """Yield the lines of the cell: what is expected, what suffices, what does not."""
    yield from (f"• {item}" for item in evidence_items(indicator))
    lists = {
        _("Evidence that suffices"): guide.good_evidence,
        _("Evidence that does not suffice"): guide.bad_evidence,
    }
    for name, items in lists.items():
        if items:
            yield f"{name}:"
            yield from (f"• {item}" for item in items)
