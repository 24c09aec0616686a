"""The values of the area in earlier years, assessed in the portal or loaded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from assessments.entry.domain.values import EntryValue
from assessments.entry.models import Entry
from assessments.entry.queries.entries import entered_quantities, entered_values_in
from assessments.entry.registry import LOADED_YEARS, LoadedYear
from assessments.workflow.models import YEARS_SHOWN, Assessment
from assessments.workflow.queries import edition_of
from indicators.criteria.domain.framework import Framework
from indicators.crosswalks import queries
from indicators.crosswalks.domain.origins import SAME, Origin
from indicators.editions.queries import editions


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
    # The values of the assessments before, which the same query reads, by their ids.
    values_before: Mapping[int, Mapping[str, EntryValue]] = field(default_factory=dict)

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

    One query when all earlier assessments are published, because their values never change again. Before the
    first assessment of the area they are those of its last loaded year; two queries as a rule.
    """
    previous = assessment.previous
    if previous is None:
        return _loaded_values(assessment)
    values = _values_in(assessment.earlier)
    return EarlierValues(
        assessment=previous,
        year=previous.cycle.year,
        edition=edition_of(previous),
        values=values.get(previous.pk, {}),
        origins=queries.origins_between(assessment.cycle.framework, previous.cycle.framework),
        values_before=values,
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

    `latest` are its `earlier_values`, the last of them. Within one edition at most two queries more
    for any number of years, none when there is no earlier year.
    """
    if latest is None:
        return []
    # Years are loaded only before the first assessment of an area.
    earlier = [] if latest.is_loaded else assessment.earlier[1:]
    count = YEARS_SHOWN - 1 - len(earlier)
    loaded = _loaded_before(assessment.area_id, latest.year, count) if count else []
    frameworks = {row.cycle.framework for row in earlier} | {year.framework for year in loaded}
    origins = {
        framework: queries.origins_between(assessment.cycle.framework, framework) for framework in frameworks
    }
    years = [
        EarlierValues(
            assessment=row,
            year=row.cycle.year,
            edition=edition_of(row),
            values=latest.values_before.get(row.pk, {}),
            origins=origins[row.cycle.framework],
        )
        for row in earlier
    ]
    years += [_values_of_loaded(year, origins[year.framework]) for year in loaded]
    return [*reversed(years), latest]


def _values_in(assessments: Sequence[Assessment]) -> Mapping[int, Mapping[str, EntryValue]]:
    """Return the values of assessments by their ids; one query, kept when all of them are published."""
    if all(row.published_at for row in assessments):
        return _final_values_in(tuple((row.pk, row.published_at) for row in assessments))
    return entered_values_in(Entry.objects.filter(assessment__in=assessments))


@lru_cache(maxsize=256)
def _final_values_in(published: tuple[tuple[int, datetime], ...]) -> Mapping[int, Mapping[str, EntryValue]]:
    return entered_values_in(Entry.objects.filter(assessment__in=[pk for pk, _published_at in published]))


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
