"""The history of an assessment as a table for other programs."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.utils import timezone
from django.utils.translation import gettext as _

# A cell that begins like this is a formula to a spreadsheet; an apostrophe makes it a text.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def history_csv(deeds: Iterable) -> bytes:
    """One line for each changed value and each other deed, as UTF-8 with the mark that Excel looks for.

    `deeds` are those of `queries.timeline`. Times are ISO 8601 in the time of Thailand. The seal lets
    anyone compare a line with the chain.
    """
    text = StringIO()
    table = csv.writer(text)
    table.writerow(
        [
            *(_("Number"), _("Time"), _("Person"), _("Deed"), _("Indicator")),
            *(_("Old value"), _("New value"), _("Details"), _("Reason"), _("Seal")),
        ]
    )
    for deed in deeds:
        details = "; ".join(f"{name}: {words}" for name, words in deed.facts)
        about = deed.changes or [(", ".join(deed.codes), "", "")]
        for change in about:
            head = (
                deed.number,
                timezone.localtime(deed.at).isoformat(timespec="seconds"),
                deed.by,
                deed.label,
            )
            table.writerow([_safe(cell) for cell in (*head, *change, details, deed.why, deed.seal)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell
