"""The history of an assessment as a CSV file."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from ecotown.common.history.reading import ShownEvent
from ecotown.common.workbooks.csv_tables import csv_file


def history_csv(events: Iterable[ShownEvent]) -> bytes:
    """Return one line for each changed value and each other event.

    `events` are those of `timeline`. Times are ISO 8601 in Thai local time. The column "Seal" is the
    hash in the chain.
    """
    return csv_file(_rows(events))


def _rows(events: Iterable[ShownEvent]) -> Iterator[tuple[object, ...]]:
    yield (
        *(_("Number"), _("Time"), _("Person"), _("Deed"), _("Indicator")),
        *(_("Old value"), _("New value"), _("Details"), _("Reason"), _("Seal")),
    )
    for event in events:
        details = "; ".join(f"{name}: {words}" for name, words in event.facts)
        at = timezone.localtime(event.at).isoformat(timespec="seconds")
        for change in event.changes or [(", ".join(event.codes), "", "")]:
            yield event.number, at, event.by, event.label, *change, details, event.reason, event.seal
