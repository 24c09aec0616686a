"""The values of assessments, those carried forward, and how far the entering has come."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from django.db.models import FilteredRelation, Q, QuerySet

from assessments.entry.domain.values import EntryValue, from_plain
from assessments.entry.models import Entry
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from assessments.workflow.queries import edition_of
from ecotown.common.history import recording
from indicators.criteria.domain.framework import Aspect, Dimension, Framework
from indicators.crosswalks import queries
from indicators.crosswalks.domain.origins import SAME, Origin
from indicators.editions.models import Indicator


def entered_values(assessment: Assessment) -> dict[str, EntryValue]:
    """Return the values entered, by indicator code; one query."""
    return entered_values_in(Entry.objects.filter(assessment=assessment)).get(assessment.pk, {})


@dataclass(frozen=True, slots=True)
class StoredValue:
    """The id of an indicator and the value stored for it, empty without an entry."""

    indicator: int
    value: EntryValue


def stored_values(assessment: Assessment) -> dict[str, StoredValue]:
    """Return what is stored for every indicator of the edition, by code; one query."""
    rows = (
        Indicator.objects.filter(aspect__dimension__framework=assessment.cycle.framework)
        .annotate(entry=FilteredRelation("entries", condition=Q(entries__assessment=assessment)))
        .order_by("pk")
    )
    inputs: dict[str, dict[str, Decimal]] = defaultdict(dict)
    stored: dict[str, StoredValue] = {}
    columns = ("entry__value", "entry__not_applicable", "entry__reason")
    for pk, code, key, number, value, not_applicable, reason in rows.values_list(
        "pk", "code", "entry__inputs__key", "entry__inputs__value", *columns
    ):
        if key is not None:
            inputs[code][key] = number
        entry_value = EntryValue(value, inputs[code], bool(not_applicable), reason or "")
        stored[code] = StoredValue(pk, entry_value)
    return stored


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
    """The values of the area in an earlier cycle.

    `origins` maps each indicator code of the present edition to the earlier indicator it comes from.
    """

    assessment: Assessment
    year: int
    edition: Framework
    values: Mapping[str, EntryValue]
    origins: Mapping[str, Origin]

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

    One query when the earlier assessment is published, because its values never change again.
    """
    previous = assessment.previous
    if previous is None:
        return None
    is_final = previous.published_at is not None
    return EarlierValues(
        assessment=previous,
        year=previous.cycle.year,
        edition=edition_of(previous),
        values=_final_values(previous.pk, previous.published_at) if is_final else entered_values(previous),
        origins=queries.origins_between(assessment.cycle.framework, previous.cycle.framework),
    )


@lru_cache(maxsize=256)
def _final_values(assessment: int, _published_at: datetime) -> Mapping[str, EntryValue]:
    return entered_values_in(Entry.objects.filter(assessment=assessment)).get(assessment, {})


def earlier_comparable_values(assessment: Assessment) -> tuple[int | None, dict[str, EntryValue]]:
    """Return the year and the comparable values of the area's assessment before this one.

    `(None, {})` when there is none.
    """
    earlier = earlier_values(assessment)
    return (earlier.year, earlier.comparable) if earlier else (None, {})


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
    """The number of answered indicators of a dimension or an aspect, and of those with an open warning."""

    criteria_part: Dimension | Aspect
    answered: int
    total: int
    warned: int = 0
    aspects: "tuple[Progress, ...]" = ()

    @property
    def is_complete(self) -> bool:
        return self.answered == self.total

    @property
    def aspect_codes(self) -> list[str]:
        return [aspect.criteria_part.code for aspect in self.aspects]


def progress_of(
    edition: Framework, answered: set[str], warned: Set[str] = frozenset()
) -> tuple[Progress, ...]:
    """Return the progress of each dimension with that of its aspects.

    `answered` and `warned` are indicator codes.
    """
    return tuple(
        _progress(
            dimension,
            answered,
            warned,
            tuple(_progress(aspect, answered, warned) for aspect in dimension.aspects),
        )
        for dimension in edition.dimensions
    )


def _progress(
    part: Dimension | Aspect, answered: Set[str], warned: Set[str], aspects: tuple[Progress, ...] = ()
) -> Progress:
    codes = {indicator.code for indicator in part.indicators}
    return Progress(
        criteria_part=part,
        answered=len(codes & answered),
        total=len(codes),
        warned=len(codes & warned),
        aspects=aspects,
    )
