"""The sheet of the basic data in an uploaded workbook, compared with the shared quantities stored."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from django.forms import ValidationError

from assessments.entry.documents.quantity_sheet import quantity_headings, quantity_sheet_title
from assessments.entry.domain.quantity_sheet import (
    QuantityCell,
    QuantityChange,
    cell_text_of,
    read_quantity_cells,
)
from assessments.entry.domain.workbook import CellFault, Cells
from ecotown.common.forms.fields import NumberField
from indicators.criteria.domain.framework import Framework
from indicators.editions.models import NUMBER

Numbers = Mapping[str, Decimal]


def compare_quantities(
    sheets: Mapping[str, Cells],
    edition: Framework,
    downloaded: Numbers,
    stored: Numbers,
    open_keys: Collection[str],
) -> tuple[list[QuantityChange], list[CellFault]]:
    """Return the shared quantities that differ from the stored ones, and the refused cells.

    `downloaded` and `stored` are by key; quantities outside `open_keys` cannot be changed.
    """
    if not edition.quantities:
        return [], []
    title = quantity_sheet_title()
    if title not in sheets:
        return [], [CellFault(title, "", "sheet-missing")]
    cells, faults = read_quantity_cells(edition, title, sheets[title], quantity_headings())
    changes = []
    for cell in cells:
        key = cell.quantity.key
        if cell.text == cell_text_of(downloaded.get(key)):
            continue  # unchanged since the download; a number changed meanwhile by someone else stays
        try:
            number = NumberField(required=False, min_value=0, **NUMBER).clean(cell.text)
        except ValidationError as error:
            faults.append(_fault(cell, "number", str(error.messages[0])))
            continue
        change = QuantityChange(cell, stored.get(key), number)
        if number in (change.old, downloaded.get(key)):
            continue
        if key not in open_keys:
            faults.append(_fault(cell, "quantity-not-returned"))
        elif change.old != downloaded.get(key):
            faults.append(_fault(cell, "conflict", cell_text_of(change.old) or "–"))
        else:
            changes.append(change)
    return changes, faults


def _fault(cell: QuantityCell, reason: str, detail: str = "") -> CellFault:
    return CellFault(cell.sheet, cell.address, reason, detail)
