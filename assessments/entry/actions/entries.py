"""Opening an assessment, saving and confirming its values."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from areas.models import TargetArea
from assessments.entry import queries
from assessments.entry.domain.values import EntryValue, entry_faults, is_answered, plain
from assessments.entry.models import Entry, EntryInput, QuantityEntry
from assessments.entry.queries import Entered, StoredValue
from assessments.workflow import domain
from assessments.workflow import queries as workflow_queries
from assessments.workflow.actions import ask_for_level, lock, record
from assessments.workflow.domain import WorkflowError
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment, Cycle
from ecotown.accounts.models import User
from indicators.criteria.domain.framework import Framework
from indicators.editions.models import NUMBER


@dataclass(frozen=True, slots=True)
class SavedEntries:
    """The assessment after a save, what is entered in it, and whether there is a new revision."""

    assessment: Assessment
    entered: Entered
    is_changed: bool


@dataclass(frozen=True, slots=True)
class ConfirmedEntries:
    """The codes whose value was confirmed, and those whose value someone else had changed meanwhile."""

    confirmed: tuple[str, ...]
    overtaken: tuple[str, ...]


@transaction.atomic
def open_assessment(*, area: TargetArea, cycle: Cycle, by: User | None) -> Assessment:
    """Open the assessment of an area, or return the existing one unchanged.

    It starts with the values of the previous cycle, each to be confirmed or changed.
    """
    assessment, is_new = Assessment.objects.get_or_create(area=area, cycle=cycle)
    if is_new:
        record(Event.OPENED, assessment, by=by, area=area.key, year=cycle.year)
        _carry_forward(assessment, by=by)
        ask_for_level(assessment)
    return assessment


@transaction.atomic
def confirm_entries(
    *,
    assessment: Assessment,
    codes: Collection[str],
    expected: Mapping[str, EntryValue] | None = None,
    by: User,
) -> ConfirmedEntries:
    """Confirm values carried forward from the previous cycle; those confirmed or changed already stay.

    `expected` holds the values that the officer saw: one that someone else has changed since is not
    confirmed, the others are. As many statements for any number of codes, and one event. Raises
    WorkflowError: "locked" after submission, "not-returned" with the codes outside the open return.
    """
    assessment = lock(assessment)
    domain.check_entering(assessment.status)
    domain.check_unlocked(codes, assessment.unlocked_codes())
    stored, expected = queries.entered(assessment), expected or {}
    overtaken = [
        code for code in codes if code in expected and expected[code] != stored.values.get(code, EntryValue())
    ]
    confirmed = [code for code in stored.values if code in stored.unconfirmed & set(codes) - set(overtaken)]
    if confirmed:
        assessment.entries.filter(indicator__code__in=confirmed).update(
            is_confirmed=True, entered_by=by, entered_at=timezone.now()
        )
        record(Event.ENTRY_CONFIRMED, assessment, by=by, codes=confirmed)
    return ConfirmedEntries(tuple(confirmed), tuple(overtaken))


@transaction.atomic
def save_entries(
    *,
    assessment: Assessment,
    values: Mapping[str, EntryValue],
    expected: Mapping[str, EntryValue] | None = None,
    followed: Collection[str] = (),
    by: User,
) -> SavedEntries:
    """Store entry values by indicator code; unchanged entries keep who entered them and when.

    `expected` holds the values stored when the officer began to type: a value that someone else has changed
    since is not overwritten. `followed` are the codes that only follow a shared quantity: what was not
    confirmed of them stays so. Raises WorkflowError, with the codes of the indicators: "locked" after
    submission, "not-returned" for an indicator outside the open return, "wrong-value" when a value does not
    fit its indicator or the code is unknown, "changed-meanwhile" when someone else changed it first.
    """
    assessment = lock(assessment)
    domain.check_entering(assessment.status)
    check_values(values, workflow_queries.edition_of(assessment))
    stored_entries = queries.stored_entries(assessment)
    stored = stored_entries.indicators
    changed = {code: entry_value for code, entry_value in values.items() if entry_value != stored[code].value}
    _check_not_overtaken(changed, stored, expected or {})
    before = stored_entries.entered
    if not changed:
        return SavedEntries(assessment, before, is_changed=False)
    domain.check_unlocked(changed, assessment.unlocked_codes())
    unconfirmed = before.unconfirmed & set(followed)
    _write_entries(assessment, changed, stored, by=by, unconfirmed=unconfirmed)
    assessment.revision += 1
    ask_for_level(assessment)
    changes = {
        code: {"old": plain(stored[code].value), "new": plain(entry_value)}
        for code, entry_value in changed.items()
    }
    record(Event.ENTRIES_SAVED, assessment, by=by, revision=assessment.revision, changes=changes)
    still_carried = {
        code: carried
        for code, carried in before.carried.items()
        if code not in changed or code in unconfirmed
    }
    now_entered = replace(before, values={**before.values, **changed}, carried=still_carried)
    return SavedEntries(assessment, now_entered, is_changed=True)


def check_values(values: Mapping[str, EntryValue], edition: Framework) -> None:
    """Raise WorkflowError("wrong-value") with the codes that are unknown or whose value does not fit."""
    wrong_codes = [
        code
        for code, entry_value in values.items()
        if code not in edition.by_code
        or not _fits(entry_value)
        or entry_faults(entry_value, edition.by_code[code])
    ]
    if wrong_codes:
        raise WorkflowError("wrong-value", wrong_codes)


def _check_not_overtaken(
    codes: Iterable[str], stored: Mapping[str, StoredValue], expected: Mapping[str, EntryValue]
) -> None:
    """Raise WorkflowError("changed-meanwhile") with the codes whose stored value is not the expected one."""
    if overtaken := [code for code in codes if code in expected and expected[code] != stored[code].value]:
        raise WorkflowError("changed-meanwhile", overtaken)


def _fits(entry_value: EntryValue) -> bool:
    numbers = [entry_value.value, *entry_value.inputs.values()]
    return all(fits_column(number) for number in numbers if number is not None)


def fits_column(number: Decimal) -> bool:
    """Return whether the database columns store the number without rounding."""
    places, digits = NUMBER["decimal_places"], NUMBER["max_digits"]
    return number.is_finite() and number == round(number, places) and number.adjusted() < digits - places


def _carry_forward(assessment: Assessment, *, by: User | None) -> None:
    earlier = queries.earlier_values(assessment)
    if earlier is None:
        return
    edition, values = workflow_queries.edition_of(assessment), earlier.comparable
    quantities = queries.earlier_quantities(earlier, edition)
    if values:
        unconfirmed = set(values)
        stored = queries.stored_entries(assessment).indicators
        _write_entries(assessment, values, stored, by=None, unconfirmed=unconfirmed)
    if quantities:
        write_quantities(assessment, quantities, by=None)
    if values or quantities:
        record(
            Event.CARRIED_FORWARD,
            assessment,
            by=by,
            year=earlier.year,
            codes=list(values),
            **({"quantities": list(quantities)} if quantities else {}),
            **({"is_loaded": True} if earlier.is_loaded else {}),
        )


def write_quantities(assessment: Assessment, numbers: Mapping[str, Decimal], *, by: User | None) -> None:
    """Write shared quantities by key, with two queries; without `by` they are unconfirmed."""
    keys = assessment.cycle.framework.quantities.filter(key__in=numbers)
    now = timezone.now()
    QuantityEntry.objects.bulk_create(
        [
            QuantityEntry(
                assessment=assessment,
                quantity=quantity,
                value=numbers[quantity.key],
                is_confirmed=by is not None,
                entered_by=by,
                entered_at=now,
            )
            for quantity in keys
        ],
        update_conflicts=True,
        unique_fields=["assessment", "quantity"],
        update_fields=["value", "is_confirmed", "entered_by", "entered_at"],
    )


def _write_entries(
    assessment: Assessment,
    values: Mapping[str, EntryValue],
    stored: Mapping[str, StoredValue],
    *,
    by: User | None,
    unconfirmed: Collection[str] = (),
) -> None:
    """Write entries with three queries at most; the codes `unconfirmed` wait to be confirmed."""
    edition = workflow_queries.edition_of(assessment)
    now = timezone.now()
    entries = [
        Entry(
            assessment=assessment,
            indicator_id=stored[code].indicator,
            value=entry_value.value,
            not_applicable=entry_value.not_applicable,
            reason=entry_value.reason,
            is_answered=is_answered(entry_value, edition.by_code[code]),
            is_carried=code in unconfirmed,
            is_confirmed=code not in unconfirmed,
            entered_by=by,
            entered_at=now,
        )
        for code, entry_value in values.items()
    ]
    Entry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["assessment", "indicator"],
        update_fields=[
            *("value", "not_applicable", "reason", "is_answered"),
            *("is_carried", "is_confirmed", "entered_by", "entered_at"),
        ],
    )
    written = dict(zip(values, entries, strict=True))
    emptied = [
        entry for code, entry in written.items() if stored[code].value.inputs.keys() - values[code].inputs
    ]
    if emptied:
        EntryInput.objects.filter(entry__in=emptied).delete()
    EntryInput.objects.bulk_create(
        [
            EntryInput(entry=entry, key=key, value=value)
            for code, entry in written.items()
            for key, value in values[code].inputs.items()
        ],
        update_conflicts=True,
        unique_fields=["entry", "key"],
        update_fields=["value"],
    )
