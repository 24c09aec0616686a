"""Bringing the values of an uploaded workbook in."""

from collections.abc import Mapping

from django.db import transaction

from assessments.entry.actions.entries import save_entries
from assessments.entry.domain.values import EntryValue
from assessments.workflow.actions import lock, record
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User


@transaction.atomic
def import_workbook(
    *,
    assessment: Assessment,
    values: Mapping[str, EntryValue],
    expected: Mapping[str, EntryValue],
    sha256: str,
    by: User,
) -> Assessment:
    """Store all values of an uploaded workbook or none, and record the hash of the file.

    `expected` holds the stored values that the officer was shown before confirming. Raises what
    `save_entries` raises.
    """
    before = lock(assessment).revision
    saved = save_entries(assessment=assessment, values=values, expected=expected, by=by).assessment
    if saved.revision != before:
        record(Event.WORKBOOK_IMPORTED, saved, by=by, revision=saved.revision, sha256=sha256)
    return saved
