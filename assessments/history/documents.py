"""The history of an assessment as a CSV file."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.utils import timezone
from django.utils.translation import gettext as _

from ecotown.common.history.reading import ShownEvent

# Spreadsheets take a cell that begins with one of these for a formula; a leading apostrophe makes it a text.
FORMULA_PREFIXES = ("=", "+", "-", "@", "\t", "\r")


def history_csv(events: Iterable[ShownEvent]) -> bytes:
    """Return one line for each changed value and each other event, as UTF-8 with a byte order mark for Excel.

    `events` are those of `timeline`. Times are ISO 8601 in Thai local time. The column "Seal" is the
    hash in the chain.
    """
    text = StringIO()
    table = csv.writer(text)
    table.writerow(
        [
            *(_("Number"), _("Time"), _("Person"), _("Deed"), _("Indicator")),
            *(_("Old value"), _("New value"), _("Details"), _("Reason"), _("Seal")),
        ]
    )
    for event in events:
        details = "; ".join(f"{name}: {words}" for name, words in event.facts)
        changes = event.changes or [(", ".join(event.codes), "", "")]
        for change in changes:
            head = (
                event.number,
                timezone.localtime(event.at).isoformat(timespec="seconds"),
                event.by,
                event.label,
            )
            table.writerow([_safe(cell) for cell in (*head, *change, details, event.reason, event.seal)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _safe(cell: object) -> object:
    """Return the cell with an apostrophe before a text that spreadsheets take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_PREFIXES) else cell
