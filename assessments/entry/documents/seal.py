"""The hidden signed sheet of a workbook: its assessment, edition, and values at the time of download."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core import signing
from openpyxl.worksheet.worksheet import Worksheet

from assessments.entry.domain.values import EntryValue, from_plain, number_text, plain
from assessments.entry.domain.workbook import Cells
from assessments.workflow.models import Assessment
from ecotown.common.workbooks.cells import escape_cell

SEAL_SHEET = "seal"
SALT = "assessments.workbook"
FORMAT = 2
CHUNK = 30_000  # a cell takes 32,767 characters


class SealError(ValueError):
    """The workbook has no seal of this portal, or a damaged or changed one."""


def write_seal(
    sheet: Worksheet,
    assessment: Assessment,
    values: Mapping[str, EntryValue],
    quantities: Mapping[str, Decimal],
) -> None:
    """Write the signed data that `open_seal` reads into `sheet`, and hide it."""
    sealed = {
        "format": FORMAT,
        "assessment": assessment.pk,
        "edition": assessment.cycle.framework.edition,
        "criteria": assessment.cycle.framework.checksum,
        "revision": assessment.revision,
        "quantities": {key: number_text(number) for key, number in sorted(quantities.items())},
        "seen": {code: plain(value) for code, value in sorted(values.items())},
    }
    write_signed(sheet, sealed, SALT)


def write_signed(sheet: Worksheet, sealed: Mapping[str, object], salt: str) -> None:
    """Write plain data signed with `salt` into `sheet`, and hide it."""
    text = signing.dumps(sealed, salt=salt, compress=True)
    for row, start in enumerate(range(0, len(text), CHUNK), start=1):
        sheet.cell(row, 1, escape_cell(text[start : start + CHUNK]))
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True


def open_seal(cells: Cells) -> tuple[dict[str, object], dict[str, EntryValue], dict[str, Decimal]]:
    """Return the sealed data of a workbook, and its values and shared quantities at the time of download.

    They are by indicator code and by key. `cells` are those of the sheet, (kind, content) by (row, column).
    Raises SealError.
    """
    try:
        sealed = read_signed(cells, SALT)
        if sealed["format"] != FORMAT:
            raise SealError("another format")
        quantities = {key: Decimal(number) for key, number in sealed["quantities"].items()}
        return sealed, {code: from_plain(value) for code, value in sealed["seen"].items()}, quantities
    except (KeyError, ValueError, InvalidOperation) as error:
        raise SealError(str(error)) from error


def read_signed(cells: Cells, salt: str) -> dict[str, Any]:
    """Return what `write_signed` wrote with `salt`; raise SealError for anything else."""
    text = "".join(content for _position, (_kind, content) in sorted(cells.items()))
    try:
        return signing.loads(text, salt=salt)
    except signing.BadSignature as error:
        raise SealError(str(error)) from error
