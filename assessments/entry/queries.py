"""The values of assessments, those carried forward, and how far the entering has come."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from assessments.entry.domain.values import EntryValue, from_plain
from assessments.entry.models import Entry, EntryInput
from assessments.workflow.models import Assessment
from assessments.workflow.queries import edition_of
from ecotown.common.history import recording
from indicators.criteria.domain.framework import Aspect, Dimension, Framework
from indicators.crosswalks import queries
from indicators.crosswalks.domain.origins import SAME, Origin


def entered_values(assessment: Assessment, codes: Collection[str] | None = None) -> dict[str, EntryValue]:
    """Return the values entered, by indicator code, of all indicators or of `codes`; two queries."""
    entries = Entry.objects.filter(assessment=assessment)
    if codes is not None:
        entries = entries.filter(indicator__code__in=codes)
    return entered_values_in(entries).get(assessment.pk, {})


def entered_values_in(entries: QuerySet[Entry]) -> dict[int, dict[str, EntryValue]]:
    """Return the values of entries, by assessment id and indicator code; two queries for any number.

    Columns are read instead of model instances, because every save and every page needs all values.
    """
    columns = ("assessment_id", "pk", "indicator__code", "value", "not_applicable", "reason")
    rows = list(entries.values_list(*columns))
    inputs = _inputs_of(entries) if rows else {}
    values_by_assessment: dict[int, dict[str, EntryValue]] = defaultdict(dict)
    for assessment, pk, code, value, not_applicable, reason in rows:
        values_by_assessment[assessment][code] = EntryValue(
            value=value, inputs=inputs.get(pk, {}), not_applicable=not_applicable, reason=reason
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
    """Return the area's values before this assessment, None without any; three queries within one edition."""
    previous = assessment.previous
    if previous is None:
        return None
    return EarlierValues(
        assessment=previous,
        year=previous.cycle.year,
        edition=edition_of(previous),
        values=entered_values(previous),
        origins=queries.origins_between(assessment.cycle.framework, previous.cycle.framework),
    )


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
        made_inapplicable, name="entries-saved"
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


def _inputs_of(entries: QuerySet[Entry]) -> dict[int, dict[str, Decimal]]:
    inputs: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for entry, key, value in EntryInput.objects.filter(entry__in=entries).values_list(
        "entry", "key", "value"
    ):
        inputs[entry][key] = value
    return inputs


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
