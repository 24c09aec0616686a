"""An assessment as a workbook: the places of its numbers, reading a filled-in one, and the differences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from assessments.entry.domain.values import EntryValue, plain
from ecotown.common.thai.typed_text import ascii_answer, visible_text
from ecotown.common.workbooks.cells import cell_text
from indicators.criteria.domain.framework import Dimension, Framework, Indicator
from indicators.criteria.domain.kinds import KINDS

# The columns of a sheet; EARLIER and STATE are there only when the area was assessed in an earlier cycle.
CODE, NAME, INPUT, VALUE, UNIT, NOT_APPLICABLE, REASON, EARLIER, STATE = range(1, 10)
HEADING_ROW = 4
TICK = "ใช่"  # as the words of yes and no (`Kind.choices`) it belongs to the format: Thai in every language

# Cells of a sheet by row and column: the kind (number, percent, text, truth, date, formula, error) and the
# text; for a percent the number before its sign.
Cells = Mapping[tuple[int, int], tuple[str, str]]

_FAULTY_KINDS = {"formula": "formula", "error": "formula-error", "date": "date"}
_UNUSABLE_IN_TITLES = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class WorkbookLine:
    """One row of a sheet: one number of an indicator. The first line also has “not applicable”."""

    row: int
    indicator: Indicator
    key: str
    label: str
    unit: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that cannot be read: `reason` is a code, `detail` a text for the message, if any."""

    sheet: str
    address: str
    reason: str
    detail: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorCells:
    """The cells of one indicator as texts typed in the browser, with their addresses, by key.

    `shown` has the text that the officer sees in a cell where it differs from the one read.
    """

    indicator: Indicator
    sheet: str
    texts: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of a file that differs from the stored value."""

    sheet: str
    address: str
    indicator: Indicator
    label: str
    old: str
    new: str
    follows: bool = False  # whether it takes over a shared quantity
    shown: str = ""  # the text seen in the cell, where it differs from the one read


def title_of(dimension: Dimension) -> str:
    """Return the sheet name of a dimension; spreadsheets allow 31 characters and no brackets."""
    return _UNUSABLE_IN_TITLES.sub(" ", f"{dimension.code} {dimension.name_th}")[:31].strip()


def lines_of(dimension: Dimension) -> tuple[WorkbookLine, ...]:
    """Return the rows of a sheet below its heading, one for each number to enter."""
    numbers = [
        (indicator, key, label, unit, index == 0)
        for indicator in dimension.indicators
        for index, (key, label, unit) in enumerate(_numbers_of(indicator))
    ]
    return tuple(WorkbookLine(row, *number) for row, number in enumerate(numbers, start=HEADING_ROW + 1))


def address_of(row: int, column: int) -> str:
    """Return the cell address as in spreadsheets: row 5 of column 4 is D5."""
    letters = ""
    while column:
        column, letter_index = divmod(column - 1, 26)
        letters = chr(ord("A") + letter_index) + letters
    return f"{letters}{row}"


def texts_of(entry_value: EntryValue, indicator: Indicator) -> dict[str, str]:
    """Return the texts in the cells of an indicator for `entry_value`, empty for empty cells."""
    numbers = plain(entry_value)
    inputs = numbers.get("inputs")
    texts = {key: "" for key, _, _ in _numbers_of(indicator)}
    if isinstance(inputs, Mapping):
        texts |= {str(key): str(number) for key, number in inputs.items()}
    elif numbers.get("value") is not None:
        texts["value"] = KINDS[indicator.kind].cell_text(str(numbers["value"]))
    return texts | {
        "not_applicable": TICK if entry_value.not_applicable else "",
        "reason": cell_text(entry_value.reason),
    }


def unchanged_texts(entry_value: EntryValue, indicator: Indicator) -> dict[str, str]:
    """Return the texts read from the cells of an indicator when nothing was typed since the download."""
    texts = texts_of(entry_value, indicator)
    if "value" in texts:
        texts["value"] = KINDS[indicator.kind].number_text(texts["value"])
    return texts


def has_same_cells(first: EntryValue, second: EntryValue) -> bool:
    """Return whether two entry values give the same cells of a workbook."""
    return _as_in_cells(first) == _as_in_cells(second)


def read_indicator_cells(
    edition: Framework, sheets: Mapping[str, Cells], headings: Mapping[int, str]
) -> tuple[list[IndicatorCells], list[CellFault]]:
    """Read the sheets of a file: the cells of each indicator, and the faults.

    An indicator with a faulty cell is left out. Unknown sheets are ignored here; the caller checks them.
    """
    all_indicator_cells: list[IndicatorCells] = []
    faults: list[CellFault] = []
    for dimension in edition.dimensions:
        title = title_of(dimension)
        if title not in sheets:
            faults.append(CellFault(title, "", "sheet-missing"))
            continue
        misplaced = list(_misplaced(dimension, sheets[title], headings, edition))
        faults += misplaced
        if not misplaced:
            for lines in _by_indicator(dimension):
                indicator_cells, cell_faults = _indicator_cells(lines, title, sheets[title])
                faults += cell_faults
                all_indicator_cells += [] if cell_faults else [indicator_cells]
    return all_indicator_cells, faults


def changes_of(
    indicator_cells: IndicatorCells, old: EntryValue, new: EntryValue, headings: Mapping[int, str]
) -> Iterator[CellChange]:
    """Yield the cells of one indicator that differ between `old` and `new`."""
    labels = {key: label for key, label, _ in _numbers_of(indicator_cells.indicator)}
    labels |= {"not_applicable": headings[NOT_APPLICABLE], "reason": headings[REASON]}
    before, after = texts_of(old, indicator_cells.indicator), texts_of(new, indicator_cells.indicator)
    for key, text in after.items():
        if text != before[key]:
            yield CellChange(
                sheet=indicator_cells.sheet,
                address=indicator_cells.addresses[key],
                indicator=indicator_cells.indicator,
                label=labels[key],
                old=before[key],
                new=text,
                shown=indicator_cells.shown.get(key, ""),
            )


def _numbers_of(indicator: Indicator) -> list[tuple[str, str, str]]:
    """Return key, label and unit of each number to enter; a directly entered value has no label."""
    inputs = [
        (formula_input.key, formula_input.name_th, formula_input.unit_th)
        for formula_input in indicator.inputs
    ]
    return inputs or [("value", "", indicator.unit_th)]


def _as_in_cells(entry_value: EntryValue) -> EntryValue:
    return replace(entry_value, inputs=dict(entry_value.inputs), reason=cell_text(entry_value.reason))


def _by_indicator(dimension: Dimension) -> Iterator[list[WorkbookLine]]:
    lines = lines_of(dimension)
    for indicator in dimension.indicators:
        yield [line for line in lines if line.indicator.code == indicator.code]


def _misplaced(
    dimension: Dimension, cells: Cells, headings: Mapping[int, str], edition: Framework
) -> Iterator[CellFault]:
    """Yield faults of changed headings, codes and labels, and of cells outside the form."""
    title, lines = title_of(dimension), lines_of(dimension)
    expected = {(HEADING_ROW, column): heading for column, heading in headings.items()}
    expected |= {(line.row, CODE): line.indicator.code for line in lines}
    expected |= {(line.row, INPUT): line.label for line in lines if line.label}
    for (row, column), text in expected.items():
        content = cells.get((row, column), ("text", ""))[1]
        if visible_text(cell_text(content)) != visible_text(cell_text(text)):
            is_unknown = column == CODE and row > HEADING_ROW and content and content not in edition.by_code
            reason = "unknown-code" if is_unknown else "structure"
            yield CellFault(title, address_of(row, column), reason, content if is_unknown else text)
    last_row = lines[-1].row
    # The rows that have the cells for "not applicable" and its reason.
    first_rows = {line.row for line in lines if line.is_first}
    for row, column in cells:
        is_below_first = HEADING_ROW < row <= last_row and row not in first_rows
        if row > last_row or column > STATE or (is_below_first and column in (NOT_APPLICABLE, REASON)):
            yield CellFault(title, address_of(row, column), "outside")


def _indicator_cells(
    lines: list[WorkbookLine], title: str, cells: Cells
) -> tuple[IndicatorCells, list[CellFault]]:
    first_row, indicator = lines[0].row, lines[0].indicator
    positions = {line.key: (line.row, VALUE) for line in lines}
    positions |= {"not_applicable": (first_row, NOT_APPLICABLE), "reason": (first_row, REASON)}
    cell_contents = {key: cells.get(position, ("text", "")) for key, position in positions.items()}
    addresses = {key: address_of(*position) for key, position in positions.items()}
    faults = [
        CellFault(title, addresses[key], reason, code=indicator.code)
        for key, (kind, _) in cell_contents.items()
        if (reason := _fault_reason(kind, key, indicator))
    ]
    texts = {key: ascii_answer(text) for key, (_, text) in cell_contents.items()}
    texts["reason"] = cell_text(cell_contents["reason"][1]).strip()
    if texts["not_applicable"] not in ("", TICK):
        faults.append(CellFault(title, addresses["not_applicable"], "tick", code=indicator.code))
    if "value" in texts:
        texts["value"] = KINDS[indicator.kind].number_text(texts["value"])
    shown = {key: f"{text} %" for key, (kind, text) in cell_contents.items() if kind == "percent"}
    return IndicatorCells(indicator, title, texts, addresses, shown), faults


def _fault_reason(kind: str, key: str, indicator: Indicator) -> str:
    """Return the reason of the fault in a cell of this kind, empty for none.

    A percent format is allowed only for a directly entered percentage: 85 % in a count is ambiguous.
    """
    is_share = key == "value" and KINDS[indicator.kind].is_percentage
    return "" if kind == "percent" and is_share else faulty_kind(kind)


def faulty_kind(kind: str) -> str:
    """Return the reason of the fault in a cell of this kind where a plain number or text is asked for."""
    return "percent" if kind == "percent" else _FAULTY_KINDS.get(kind, "")
