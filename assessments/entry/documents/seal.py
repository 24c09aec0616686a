"""The hidden signed sheet of a workbook: its assessment, edition, and values at the time of download."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.core import signing
from openpyxl.worksheet.worksheet import Worksheet

from assessments.entry.domain.values import EntryValue, from_plain, number_text, plain
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
    text = signing.dumps(sealed, salt=SALT, compress=True)
    for row, start in enumerate(range(0, len(text), CHUNK), start=1):
        sheet.cell(row, 1, escape_cell(text[start : start + CHUNK]))
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True


def open_seal(
    cells: Mapping[tuple[int, int], tuple[str, str]],
) -> tuple[dict[str, object], dict[str, EntryValue], dict[str, Decimal]]:
    """Return the sealed data of a workbook, and its values and shared quantities at the time of download.

    They are by indicator code and by key. `cells` are those of the sheet, (kind, content) by (row, column).
    Raises SealError.
    """
    text = "".join(content for _position, (_kind, content) in sorted(cells.items()))
    try:
        sealed = signing.loads(text, salt=SALT)
        if sealed["format"] != FORMAT:
            raise SealError("another format")
        quantities = {key: Decimal(number) for key, number in sealed["quantities"].items()}
        return sealed, {code: from_plain(value) for code, value in sealed["seen"].items()}, quantities
    except (signing.BadSignature, KeyError, ValueError, InvalidOperation) as error:
        raise SealError(str(error)) from error
