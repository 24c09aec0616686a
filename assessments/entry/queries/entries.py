"""The values of assessments and their shared quantities, and those carried forward."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet, TextField, Value

from assessments.entry.domain.values import EntryValue, from_plain
from assessments.entry.models import Entry, QuantityEntry
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from assessments.workflow.queries import edition_of
from ecotown.common.history import recording
from indicators.editions.models import Indicator

ENTRY_COLUMNS = ("value", "not_applicable", "reason")
CARRIED_COLUMNS = ("is_carried", "is_confirmed", "entered_at", "entered_by__signing_name")


def entered_values(assessment: Assessment) -> dict[str, EntryValue]:
    """Return the values entered, by indicator code; one query."""
    return entered_values_in(Entry.objects.filter(assessment=assessment)).get(assessment.pk, {})


@dataclass(frozen=True, slots=True)
class CarriedValue:
    """A value carried forward from the cycle before and not changed since; who confirmed it, and when."""

    confirmed_by: str = ""
    confirmed_at: datetime | None = None

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None


@dataclass(frozen=True, slots=True)
class Entered:
    """What is entered in an assessment: values by indicator code, shared quantities by key.

    `carried` are the values carried forward and not changed since, by code. `unconfirmed_quantities` are the
    keys of those that were carried forward and wait to be confirmed.
    """

    values: Mapping[str, EntryValue]
    quantities: Mapping[str, Decimal]
    unconfirmed_quantities: Set[str]
    carried: Mapping[str, CarriedValue]

    @property
    def unconfirmed(self) -> set[str]:
        """The codes of the values carried forward that wait to be confirmed."""
        return {code for code, carried in self.carried.items() if not carried.is_confirmed}


def entered(assessment: Assessment) -> Entered:
    """Return the values and shared quantities entered; one query, in the order of the criteria."""
    entries = (
        Entry.objects.filter(assessment=assessment)
        .order_by()
        .values_list(
            *("pk", "indicator__code", "inputs__key", "inputs__value"), *ENTRY_COLUMNS, *CARRIED_COLUMNS
        )
    )
    read = _EnteredRows.of(entries, assessment)
    codes = (indicator.code for indicator in edition_of(assessment).indicators)
    values = {code: read.values[code] for code in codes if code in read.values}
    return Entered(values, read.quantities, read.unconfirmed_quantities, read.carried)


@dataclass(frozen=True, slots=True)
class StoredValue:
    """The id of an indicator and the value stored for it, empty without an entry."""

    indicator: int
    value: EntryValue


@dataclass(frozen=True, slots=True)
class StoredEntries:
    """What is stored for every indicator of the edition, by code, and what is entered of it.

    `entered` has an empty value for an indicator without an entry.
    """

    indicators: Mapping[str, StoredValue]
    entered: Entered


def stored_entries(assessment: Assessment) -> StoredEntries:
    """Return what is stored of an assessment; one query, as every save makes it."""
    indicators = (
        Indicator.objects.filter(aspect__dimension__framework=assessment.cycle.framework)
        .annotate(entry=FilteredRelation("entries", condition=Q(entries__assessment=assessment)))
        .order_by()
        .values_list(
            *("pk", "code", "entry__inputs__key", "entry__inputs__value"),
            *(f"entry__{column}" for column in (*ENTRY_COLUMNS, *CARRIED_COLUMNS)),
        )
    )
    read = _EnteredRows.of(indicators, assessment)
    return StoredEntries(
        {code: StoredValue(pk, read.values[code]) for code, pk in read.pks.items()},
        Entered(read.values, read.quantities, read.unconfirmed_quantities, read.carried),
    )


@dataclass(frozen=True, slots=True)
class _EnteredRows:
    """Rows of values, and in the same query those of the shared quantities, which have no first column.

    `pks` are the first column of the values, by code.
    """

    pks: dict[str, int] = field(default_factory=dict)
    values: dict[str, EntryValue] = field(default_factory=dict)
    quantities: dict[str, Decimal] = field(default_factory=dict)
    unconfirmed_quantities: set[str] = field(default_factory=set)
    carried: dict[str, CarriedValue] = field(default_factory=dict)

    @classmethod
    def of(cls, values: QuerySet[Any, Any], assessment: Assessment) -> "_EnteredRows":
        """Read `values`: a key, a code, key and number of an input, and the columns of an entry."""
        nothing = Value(None, output_field=TextField())
        quantities = (
            QuantityEntry.objects.filter(assessment=assessment)
            .order_by()
            .values_list(
                *(nothing, "quantity__key", nothing, "value"),
                *([nothing] * len(ENTRY_COLUMNS)),
                *(nothing, "is_confirmed", nothing, nothing),
            )
        )
        rows = cls()
        inputs: dict[str, dict[str, Decimal]] = defaultdict(dict)
        for row in values.union(quantities, all=True):
            pk, code, key, number, value, not_applicable, reason, is_carried, is_confirmed, at, by = row
            if pk is None:
                rows.quantities[code] = number
                rows.unconfirmed_quantities.update([] if is_confirmed else [code])
                continue
            if key is not None:
                inputs[code][key] = number
            rows.pks[code] = pk
            rows.values[code] = EntryValue(value, inputs[code], bool(not_applicable), reason or "")
            if is_carried:
                rows.carried[code] = CarriedValue(by or "", at) if is_confirmed else CarriedValue()
        return rows


def quantity_entries(assessment: Assessment) -> dict[str, QuantityEntry]:
    """Return the entries of shared quantities by key; one query, none when the edition has no quantities."""
    if not edition_of(assessment).quantities:
        return {}
    rows = assessment.quantity_entries.select_related("quantity", "entered_by")
    return {row.quantity.key: row for row in rows}


def entered_quantities(assessment: Assessment) -> dict[str, Decimal]:
    """Return the numbers of the shared quantities, by key; one query, none without quantities."""
    return {key: row.value for key, row in quantity_entries(assessment).items()}


def unconfirmed_quantities(assessment: Assessment) -> list[str]:
    """Return the keys of the shared quantities carried forward and neither confirmed nor changed yet."""
    rows = assessment.quantity_entries.filter(is_confirmed=False)
    return list(rows.order_by("quantity__position").values_list("quantity__key", flat=True))


def entered_values_in(entries: QuerySet[Entry]) -> dict[int, dict[str, EntryValue]]:
    """Return the values of entries, by assessment id and indicator code; one query for any number.

    Columns are read instead of model instances, because every save and every page needs all values.
    """
    columns = ("assessment_id", "indicator__code", "value", "not_applicable", "reason")
    inputs: dict[int, dict[str, Decimal]] = defaultdict(dict)
    values_by_assessment: dict[int, dict[str, EntryValue]] = defaultdict(dict)
    # An entry has one row for each input of its formula, and one row when it has none.
    for pk, key, number, *row in entries.order_by("indicator_id").values_list(
        "pk", "inputs__key", "inputs__value", *columns
    ):
        if key is not None:
            inputs[pk][key] = number
        assessment, code, value, not_applicable, reason = row
        values_by_assessment[assessment][code] = EntryValue(
            value=value, inputs=inputs[pk], not_applicable=not_applicable, reason=reason
        )
    return values_by_assessment


def values_before_not_applicable(assessment: Assessment, codes: Collection[str]) -> dict[str, EntryValue]:
    """Return the values of indicators before they were marked as not applicable, by code.

    An entry that does not apply holds no value, so the history is read: one query, none without `codes`.
    """
    if not codes:
        return {}
    made_inapplicable = Q(
        *((f"data__changes__{code}__new__not_applicable", True) for code in codes), _connector=Q.OR
    )
    saved_events = recording.events_of(assessment.history_subject).filter(
        made_inapplicable, name=Event.ENTRIES_SAVED
    )
    return {
        code: from_plain(change["old"])
        for event_data in saved_events.values_list("data", flat=True)
        for code, change in event_data["changes"].items()
        if code in codes and "reason" not in change["old"]
    }
