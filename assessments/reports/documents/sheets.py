"""What a sheet of a dossier's workbook is made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ecotown.common.workbooks.writing import MAX_LINES


@dataclass(frozen=True, slots=True)
class DossierSheet:
    """A sheet of a dossier's workbook: its title, its columns as (heading, width), and its rows.

    `max_lines` is the greatest height of a row.
    """

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[object]]
    max_lines: int = MAX_LINES


def yes_cell(holds: object) -> str:
    """Return the text of a cell for yes; empty for no."""
    return _("yes") if holds else ""
