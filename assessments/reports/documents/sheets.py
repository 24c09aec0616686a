"""What a sheet of a dossier's workbook is made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class DossierSheet:
    """A sheet of a dossier's workbook: its title, its columns as (heading, width), and its rows."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[object]]


def yes_cell(holds: object) -> str:
    """Return the text of a cell for yes; empty for no."""
    return _("yes") if holds else ""
