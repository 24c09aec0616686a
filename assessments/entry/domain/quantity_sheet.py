"""The sheet of the shared quantities in a workbook: its places, and reading a filled-in one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from assessments.entry.domain.values import EntryValue, number_text
from assessments.entry.domain.workbook import (
    HEADING_ROW,
    CellFault,
    Cells,
    IndicatorCells,
    address_of,
    faulty_kind,
    texts_of,
    unchanged_texts,
)
from ecotown.common.thai.typed_text import ascii_answer, visible_text
from ecotown.common.workbooks.cells import cell_text
from indicators.criteria.domain.framework import Framework, Quantity

# The columns; EARLIER and STATE are there only when the area was assessed in an earlier cycle.
NAME, VALUE, UNIT, DEFINITION, EARLIER, STATE = range(1, 7)


@dataclass(frozen=True, slots=True)
class QuantityCell:
    """The cell of a shared quantity: its address, and its text as typed in the browser."""

    quantity: Quantity
    sheet: str
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class QuantityChange:
    """A shared quantity of a file that differs from the stored one; None where there is no number."""

    cell: QuantityCell
    old: Decimal | None
    new: Decimal | None


@dataclass(frozen=True, slots=True)
class FollowingCells:
    """The cells of an indicator as its shared quantities make them.

    `base` is the value they are compared with, `keys` are the inputs that follow. `is_only_following` says
    that nothing else was typed into these cells.
    """

    cells: IndicatorCells
    base: EntryValue
    keys: tuple[str, ...] = ()
    is_only_following: bool = False


def rows_of(edition: Framework) -> Iterator[tuple[int, Quantity]]:
    """Yield the rows of the sheet below its heading."""
    return enumerate(edition.quantities, start=HEADING_ROW + 1)


def cell_text_of(number: Decimal | None) -> str:
    """Return the text in the cell of a quantity, empty for no number."""
    return "" if number is None else number_text(number)


def read_quantity_cells(
    edition: Framework, title: str, cells: Cells, headings: Mapping[int, str]
) -> tuple[list[QuantityCell], list[CellFault]]:
    """Read the sheet of the quantities: a cell for each, and the faults; a faulty cell is left out."""
    if misplaced := list(_misplaced(edition, title, cells, headings)):
        return [], misplaced
    read: list[QuantityCell] = []
    faults: list[CellFault] = []
    for row, quantity in rows_of(edition):
        kind, content = cells.get((row, VALUE), ("text", ""))
        address = address_of(row, VALUE)
        if reason := faulty_kind(kind):
            faults.append(CellFault(title, address, reason))
        else:
            read.append(QuantityCell(quantity, title, address, ascii_answer(content)))
    return read, faults


def following_cells(
    cells: IndicatorCells,
    downloaded: EntryValue,
    stored: EntryValue,
    changes: Mapping[str, QuantityChange],
) -> FollowingCells:
    """Return the cells of an indicator after the changes of shared quantities, by key.

    An input follows when its cell was not changed since the download, and its stored number is missing or
    equals the quantity stored.
    """
    unchanged = unchanged_texts(downloaded, cells.indicator)
    is_untouched = cells.texts == unchanged
    new_texts = {
        formula_input.key: number_text(change.new)
        for formula_input in cells.indicator.inputs
        if (change := changes.get(formula_input.quantity)) and change.new is not None
        if cells.texts[formula_input.key] == unchanged[formula_input.key]
        if stored.inputs.get(formula_input.key) in (None, change.old)
    }
    if not new_texts or (is_untouched and stored.not_applicable):
        return FollowingCells(cells, downloaded)
    # Where the file says nothing, what was changed in the portal meanwhile stays.
    texts = texts_of(stored, cells.indicator) if is_untouched else cells.texts
    return FollowingCells(
        cells=replace(cells, texts={**texts, **new_texts}),
        base=stored if is_untouched else downloaded,
        keys=tuple(new_texts),
        is_only_following=is_untouched,
    )


def _misplaced(
    edition: Framework, title: str, cells: Cells, headings: Mapping[int, str]
) -> Iterator[CellFault]:
    """Yield faults of changed headings and names, and of cells outside the form."""
    expected = {(HEADING_ROW, column): heading for column, heading in headings.items()}
    expected |= {(row, NAME): quantity.name_th for row, quantity in rows_of(edition)}
    for (row, column), text in expected.items():
        content = cells.get((row, column), ("text", ""))[1]
        if visible_text(cell_text(content)) != visible_text(cell_text(text)):
            yield CellFault(title, address_of(row, column), "structure", text)
    last_row = HEADING_ROW + len(edition.quantities)
    for row, column in cells:
        if row > last_row or column > STATE:
            yield CellFault(title, address_of(row, column), "outside")
