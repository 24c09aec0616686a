"""Bringing the values of an uploaded workbook in."""

from collections.abc import Collection, Mapping

from django.db import transaction

from assessments.entry.actions.entries import save_entries
from assessments.entry.actions.quantities import Numbers, store_quantities
from assessments.entry.domain.values import EntryValue
from assessments.workflow.actions import record
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User


@transaction.atomic
def import_workbook(
    *,
    assessment: Assessment,
    values: Mapping[str, EntryValue],
    expected: Mapping[str, EntryValue],
    quantities: Numbers,
    expected_quantities: Numbers,
    followed: Collection[str],
    sha256: str,
    by: User,
) -> Assessment:
    """Store all values and shared quantities of an uploaded workbook or none, and record its hash.

    `expected` and `expected_quantities` hold what was stored when the officer was shown the changes;
    `followed` are the codes whose value only follows a shared quantity. Raises what `save_entries` and
    `store_quantities` raise.
    """
    has_stored = store_quantities(
        assessment=assessment, values=quantities, expected=expected_quantities, followed=followed, by=by
    )
    saved_entries = save_entries(
        assessment=assessment, values=values, expected=expected, followed=followed, by=by
    )
    saved = saved_entries.assessment
    if has_stored or saved_entries.is_changed:
        record(Event.WORKBOOK_IMPORTED, saved, by=by, revision=saved.revision, sha256=sha256)
    return saved
