"""The values of assessments and their shared quantities, those carried forward, how far the entering is."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet, TextField, Value

from assessments.entry.domain.values import EntryValue, from_plain
from assessments.entry.models import Entry, QuantityEntry
from assessments.entry.registry import LOADED_YEARS, LoadedYear
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from assessments.workflow.queries import edition_of
from ecotown.common.history import recording
from indicators.criteria.domain.framework import Aspect, Dimension, Framework
from indicators.crosswalks import queries
from indicators.crosswalks.domain.origins import SAME, Origin
from indicators.editions.models import Indicator
from indicators.editions.queries import editions

ENTRY_COLUMNS = ("value", "not_applicable", "reason")
# How many earlier years stand beside the present value of an indicator.
YEARS_SHOWN = 5
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


@dataclass(frozen=True, slots=True)
class EarlierValues:
    """The values of the area in an earlier year.

    `assessment` is None for a year that was loaded and never assessed in the portal, which has its shared
    quantities in `loaded_quantities`. `origins` maps each indicator code of the present edition to the
    earlier indicator it comes from.
    """

    assessment: Assessment | None
    year: int
    edition: Framework
    values: Mapping[str, EntryValue]
    origins: Mapping[str, Origin]
    loaded_quantities: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def is_loaded(self) -> bool:
        """Return whether the year was loaded, so that nobody has audited its values."""
        return self.assessment is None

    @property
    def comparable(self) -> dict[str, EntryValue]:
        """Return the values whose indicator has the same meaning today, by the present code."""
        return {
            code: self.values[origin.code]
            for code, origin in self.origins.items()
            if origin.relation == SAME
            and origin.code is not None
            and self.values.get(origin.code, EntryValue()) != EntryValue()
        }


def earlier_values(assessment: Assessment) -> EarlierValues | None:
    """Return the area's values before this assessment, None without any; two queries within one edition.

    One query when the earlier assessment is published, because its values never change again. Before the
    first assessment of the area they are those of its last loaded year; two queries as a rule.
    """
    previous = assessment.previous
    if previous is None:
        return _loaded_values(assessment)
    is_final = previous.published_at is not None
    return EarlierValues(
        assessment=previous,
        year=previous.cycle.year,
        edition=edition_of(previous),
        values=_final_values(previous.pk, previous.published_at) if is_final else entered_values(previous),
        origins=queries.origins_between(assessment.cycle.framework, previous.cycle.framework),
    )


def _loaded_values(assessment: Assessment) -> EarlierValues | None:
    """Return the values of the last loaded year before this assessment, None without any."""
    loaded = _loaded_before(assessment.area_id, assessment.cycle.year, 1)
    if not loaded:
        return None
    origins = queries.origins_between(assessment.cycle.framework, loaded[0].framework)
    return _values_of_loaded(loaded[0], origins)


def _loaded_before(area: int, year: int, count: int) -> list[LoadedYear]:
    return [loaded for source in LOADED_YEARS for loaded in source(area, year, count)]


def _values_of_loaded(loaded: LoadedYear, origins: Mapping[str, Origin]) -> EarlierValues:
    return EarlierValues(
        assessment=None,
        year=loaded.year,
        edition=editions.edition_of(loaded.framework),
        values=loaded.values,
        origins=origins,
        loaded_quantities=loaded.quantities,
    )


def earlier_years(assessment: Assessment, latest: EarlierValues | None) -> list[EarlierValues]:
    """Return the area's values of its last years before this assessment, the earliest first.

    `latest` are its `earlier_values`, the last of them. At most four queries more for any number of years
    within one edition, none when there is no earlier year.
    """
    if latest is None:
        return []
    area, count = assessment.area_id, YEARS_SHOWN - 1
    rows = Assessment.objects.filter(area_id=area, cycle__year__lt=latest.year).order_by("-cycle__year")
    # Years are loaded only before the first assessment of an area.
    earlier = [] if latest.is_loaded else list(rows.select_related("cycle__framework")[:count])
    values = entered_values_in(Entry.objects.filter(assessment__in=earlier)) if earlier else {}
    loaded = _loaded_before(area, latest.year, count)[: count - len(earlier)]
    frameworks = {row.cycle.framework for row in earlier} | {year.framework for year in loaded}
    origins = {
        framework: queries.origins_between(assessment.cycle.framework, framework) for framework in frameworks
    }
    years = [
        EarlierValues(
            assessment=row,
            year=row.cycle.year,
            edition=edition_of(row),
            values=values.get(row.pk, {}),
            origins=origins[row.cycle.framework],
        )
        for row in earlier
    ]
    years += [_values_of_loaded(year, origins[year.framework]) for year in loaded]
    return [*reversed(years), latest]


@lru_cache(maxsize=256)
def _final_values(assessment: int, _published_at: datetime) -> Mapping[str, EntryValue]:
    return entered_values_in(Entry.objects.filter(assessment=assessment)).get(assessment, {})


def earlier_quantities(earlier: EarlierValues | None, edition: Framework) -> dict[str, Decimal]:
    """Return the shared quantities of the year before that have the same key and unit today, by key."""
    if earlier is None or not edition.quantities:
        return {}
    same = same_quantities(earlier.edition, edition)
    assessment = earlier.assessment
    numbers = earlier.loaded_quantities if assessment is None else entered_quantities(assessment)
    return {key: number for key, number in numbers.items() if key in same}


def same_quantities(earlier: Framework, edition: Framework) -> set[str]:
    """Return the keys of the shared quantities that have the same key and unit in both editions."""
    units = {quantity.key: quantity.unit_th for quantity in earlier.quantities}
    return {quantity.key for quantity in edition.quantities if units.get(quantity.key) == quantity.unit_th}


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


def missing_codes(assessment: Assessment) -> list[str]:
    """Return the codes of the indicators without an answer, in the order of the criteria."""
    answered = set(assessment.entries.filter(is_answered=True).values_list("indicator__code", flat=True))
    return [
        indicator.code for indicator in edition_of(assessment).indicators if indicator.code not in answered
    ]


def unconfirmed_codes(assessment: Assessment) -> set[str]:
    """Return the codes whose value was carried forward and is neither confirmed nor changed yet."""
    waiting = assessment.entries.filter(is_confirmed=False)
    return set(waiting.values_list("indicator__code", flat=True))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the indicators of a dimension or an aspect are, as numbers of indicators.

    `confirmed` have a value that somebody entered or confirmed this year, `carried` one of the year before
    that waits to be confirmed, `warned` a warning that waits for a reason.
    """

    criteria_part: Dimension | Aspect
    confirmed: int
    carried: int
    total: int
    warned: int
    aspects: "tuple[Progress, ...]" = ()

    @property
    def is_complete(self) -> bool:
        return self.confirmed == self.total

    @property
    def aspect_codes(self) -> list[str]:
        return [aspect.criteria_part.code for aspect in self.aspects]


def progress_of(
    edition: Framework, *, answered: Set[str], unconfirmed: Set[str], warned: Set[str]
) -> tuple[Progress, ...]:
    """Return the progress of each dimension with that of its aspects; the others are indicator codes."""

    def progress(part: Dimension | Aspect, aspects: tuple[Progress, ...] = ()) -> Progress:
        codes = {indicator.code for indicator in part.indicators}
        return Progress(
            criteria_part=part,
            confirmed=len(codes & answered - unconfirmed),
            carried=len(codes & unconfirmed),
            total=len(codes),
            warned=len(codes & warned),
            aspects=aspects,
        )

    return tuple(
        progress(dimension, tuple(progress(aspect) for aspect in dimension.aspects))
        for dimension in edition.dimensions
    )
