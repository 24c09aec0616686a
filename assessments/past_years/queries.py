"""The loaded years of areas and their values."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from django.db.models import Count, F, Min, OuterRef, Prefetch, QuerySet, Subquery
from django.urls import reverse

from areas.models import TargetArea, in_term
from assessments.entry.domain.values import EntryValue, answers_of, number_text, plain
from assessments.entry.registry import LoadedYear
from assessments.past_years.models import PastQuantity, PastValue, PastYear
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.common.history.registry import Place
from ecotown.common.thai.formats import named
from indicators.criteria.domain.framework import Framework as Edition
from indicators.criteria.domain.framework import Indicator as CriteriaIndicator
from indicators.criteria.domain.framework import Quantity
from indicators.criteria.domain.result import AreaResult, IndicatorResult
from indicators.criteria.domain.scoring import area_level
from indicators.editions.models import Indicator
from indicators.editions.queries import editions


def areas_of(user: User) -> QuerySet[TargetArea]:
    """Return the areas whose loaded years the user may see: officers those of their provinces."""
    if not user.is_authenticated or not user.is_active:
        return TargetArea.objects.none()
    if user.is_officer:
        return TargetArea.objects.filter(in_term("province__terms", officer=user))
    return TargetArea.objects.all()


def with_past_years(areas: QuerySet[TargetArea]) -> QuerySet[TargetArea]:
    """Add `first_assessed`, the first year assessed in the portal, and `loaded_years` with `value_count`."""
    years = PastYear.objects.annotate(value_count=Count("values")).order_by("-year")
    return (
        areas.select_related("province")
        .annotate(first_assessed=Min("assessments__cycle__year"))
        .prefetch_related(Prefetch("past_years", years, to_attr="loaded_years"))
    )


def years_of(area: TargetArea) -> list[PastYear]:
    """Return the loaded years of an area, the newest first, each with its `value_count`; one query."""
    rows = area.past_years.annotate(value_count=Count("values")).order_by("-year")
    return list(rows.select_related("framework", "loaded_by", "released_by"))


def complete_years(assessment: Assessment) -> list[PastYear]:
    """Return the loaded years of the area with a value of every indicator, the newest first; one query."""
    indicators = Indicator.objects.filter(aspect__dimension__framework=OuterRef("framework"))
    total = indicators.order_by().values("aspect__dimension__framework").values(total=Count("pk"))
    rows = PastYear.objects.filter(area=assessment.area_id, year__lt=assessment.cycle.year)
    counted = rows.annotate(value_count=Count("values"), total=Subquery(total))
    return list(counted.filter(value_count=F("total")).order_by("-year"))


def first_assessed_year(area: TargetArea) -> int | None:
    """Return the first year of the area in the portal, None before its first assessment."""
    return area.assessments.aggregate(year=Min("cycle__year"))["year"]


def last_years(areas: Collection[TargetArea], *, before: int) -> dict[int, PastYear]:
    """Return the last loaded year with values of each area before a year, by the area's id; one query."""
    rows = PastYear.objects.with_values().filter(area__in=areas, year__lt=before).select_related("framework")
    return {past_year.area_id: past_year for past_year in rows.order_by("year")}


def loaded_before(area: int, year: int, count: int) -> list[LoadedYear]:
    """Return the last `count` loaded years with values of an area before `year`, the newest first.

    One query, and for a single year one more for its values and for its basic data when they are new here.
    Several years take one more query for the values of all when these are new here; they come without basic
    data.
    """
    rows = PastYear.objects.with_values().filter(area=area, year__lt=year).select_related("framework")
    found = list(rows.order_by("-year")[:count])
    if count == 1:
        return [LoadedYear(row.year, row.framework, values_of(row), quantities_of(row)) for row in found]
    values = _kept_values_in(tuple((row.pk, row.loaded_at) for row in found)) if found else {}
    return [LoadedYear(row.year, row.framework, values.get(row.pk, {})) for row in found]


def values_of(past_year: PastYear) -> Mapping[str, EntryValue]:
    """Return the values of a loaded year by indicator code; they are kept until it is loaded again."""
    return _kept_values(past_year.pk, past_year.loaded_at, past_year.sha256)


@lru_cache(maxsize=256)
def _kept_values_in(past_years: tuple[tuple[int, datetime], ...]) -> Mapping[int, Mapping[str, EntryValue]]:
    return values_in([pk for pk, _loaded_at in past_years])


@lru_cache(maxsize=256)
def _kept_values(past_year: int, _loaded_at: datetime, _sha256: str) -> Mapping[str, EntryValue]:
    return values_in([past_year]).get(past_year, {})


def quantities_of(past_year: PastYear) -> Mapping[str, Decimal]:
    """Return the shared quantities of a loaded year by key; they are kept until it is loaded again."""
    if not editions.edition_of(past_year.framework).quantities:
        return {}
    return _kept_quantities(past_year.pk, past_year.loaded_at, past_year.sha256)


@lru_cache(maxsize=256)
def _kept_quantities(past_year: int, _loaded_at: datetime, _sha256: str) -> Mapping[str, Decimal]:
    return quantities_in([past_year]).get(past_year, {})


def quantities_in(past_years: Collection[int]) -> dict[int, dict[str, Decimal]]:
    """Return the shared quantities of loaded years, by their ids and keys; one query for any number."""
    numbers: dict[int, dict[str, Decimal]] = defaultdict(dict)
    rows = PastQuantity.objects.filter(past_year__in=past_years).order_by("quantity__position")
    for past_year, key, number in rows.values_list("past_year_id", "quantity__key", "value"):
        numbers[past_year][key] = number
    return numbers


def history_subject(area: TargetArea) -> str:
    """Return the subject of the history chain of the loaded years of an area."""
    return f"past-years:{area.pk}"


def was_removed(area: TargetArea, year: int) -> bool:
    """Return whether a year of an area had been loaded and was removed; one query."""
    subject, names = history_subject(area), [Event.PAST_YEAR_LOADED, Event.PAST_YEAR_REMOVED]
    latest = recording.latest_events({subject: {"year": year}}, names)
    return subject in latest and latest[subject].name == Event.PAST_YEAR_REMOVED


def past_year_places(user: User, keys: Collection[str]) -> dict[str, Place]:
    """Return name and URL of the loaded years of those areas that the user may see, by the id of the area."""
    return {
        str(area.pk): Place(named(area), reverse("past_years:area", args=[area.key]))
        for area in areas_of(user).filter(pk__in=keys).select_related("province")
    }


def values_in(past_years: Collection[int]) -> dict[int, dict[str, EntryValue]]:
    """Return the values of loaded years, by their ids and indicator codes; one query for any number."""
    inputs: dict[int, dict[str, Decimal]] = defaultdict(dict)
    values: dict[int, dict[str, EntryValue]] = defaultdict(dict)
    # A value has one row for each input of its formula, and one row when it has none.
    for pk, key, number, past_year, code, value, not_applicable, reason in (
        PastValue.objects.filter(past_year__in=past_years)
        .order_by("indicator_id")
        .values_list(
            *("pk", "inputs__key", "inputs__value", "past_year_id", "indicator__code"),
            *("value", "not_applicable", "reason"),
        )
    ):
        if key is not None:
            inputs[pk][key] = number
        values[past_year][code] = EntryValue(value, inputs[pk], not_applicable, reason)
    return values


@dataclass(frozen=True, slots=True)
class YearContent:
    """What a loaded year holds: the level that the source names, the source, values and basic data.

    `values` are by indicator code, `quantities` are the shared quantities by key.
    """

    granted_level: int | None
    source: str
    values: Mapping[str, EntryValue]
    quantities: Mapping[str, Decimal] = field(default_factory=dict)

    def plain(self) -> dict[str, object]:
        """Return the content as plain JSON values, for the history."""
        return {
            "granted_level": self.granted_level,
            "source": self.source,
            "values": {code: plain(value) for code, value in sorted(self.values.items())},
            "quantities": {key: number_text(number) for key, number in sorted(self.quantities.items())},
        }


NOTHING = YearContent(None, "", {})


def content_of(past_year: PastYear | None) -> YearContent:
    """Return what a loaded year holds, nothing for one that is not loaded."""
    if past_year is None:
        return NOTHING
    return YearContent(
        past_year.granted_level, past_year.source, values_of(past_year), quantities_of(past_year)
    )


@dataclass(frozen=True, slots=True)
class PastLine:
    """An indicator in a loaded year with its value, None where none was loaded."""

    indicator: CriteriaIndicator
    result: IndicatorResult | None


@dataclass(frozen=True, slots=True)
class PastResult:
    """What the level rule says to the values of a loaded year; it is no result of an assessment."""

    edition: Edition
    values: Mapping[str, EntryValue]
    numbers: Mapping[str, Decimal]
    result: AreaResult

    @property
    def quantities(self) -> list[tuple[Quantity, Decimal | None]]:
        """Return the shared quantities of the edition with their numbers, None where none was loaded."""
        return [(quantity, self.numbers.get(quantity.key)) for quantity in self.edition.quantities]

    @property
    def is_complete(self) -> bool:
        """Return whether every indicator has a value, so that the computed level says something."""
        return len(self.values) == len(self.edition.indicators)

    @property
    def lines(self) -> list[tuple[object, list[PastLine]]]:
        """Return the indicators by dimension."""
        results = {result.code: result for result in self.result.indicators}
        return [
            (
                dimension,
                [
                    PastLine(indicator, results[indicator.code] if indicator.code in self.values else None)
                    for indicator in dimension.indicators
                ],
            )
            for dimension in self.edition.dimensions
        ]


def result_of(past_year: PastYear) -> PastResult:
    """Return the values of a loaded year with their results."""
    edition, values = editions.edition_of(past_year.framework), values_of(past_year)
    result = area_level(edition, answers_of(values, edition))
    return PastResult(edition, values, quantities_of(past_year), result)
