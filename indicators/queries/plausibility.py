"""Reading the plausibility settings of an edition: as data of the domain, and as rows of their page."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache

from django.db.models import Prefetch

from ecotown.common import history
from ecotown.common.models import HistoryRow
from indicators.domain import framework as edition_data
from indicators.domain import plausibility as plausibility_data
from indicators.domain.plausibility_reading import has_factor, has_points
from indicators.models import ConsistencyRule, ConsistencySpot, Framework, Limit, Plausibility
from indicators.queries.editions import edition_of


def plausibility_of(framework: Framework) -> plausibility_data.Plausibility | None:
    """Return the plausibility settings as data; None when the edition has none.

    One query: the settings are cached until they change.
    """
    stored = Plausibility.objects.filter(framework=framework).values_list("pk", "changed_at").first()
    return _plausibility(*stored, framework.edition) if stored else None


@lru_cache(maxsize=16)
def _plausibility(pk: int, changed_at: datetime, edition: str) -> plausibility_data.Plausibility:
    row = Plausibility.objects.prefetch_related(
        Prefetch("limits", Limit.objects.select_related("indicator")),
        Prefetch("rules__spots", ConsistencySpot.objects.select_related("indicator")),
    ).get(pk=pk)
    return plausibility_data.Plausibility(
        edition=edition,
        minimum_areas=row.minimum_areas,
        spread=Fraction(row.spread),
        limits={limit.indicator.code: _limit(limit) for limit in row.limits.all()},
        rules=tuple(_consistency_rule(rule) for rule in row.rules.all()),
        official=row.official,
        note_th=row.note_th,
        note_en=row.note_en,
    )


@dataclass(frozen=True, slots=True)
class LimitRow:
    """An indicator that can be compared with last year, and its limit, if any."""

    indicator: edition_data.Indicator
    limit: Limit | None


def limit_rows(plausibility: Plausibility) -> list[LimitRow]:
    """Return the comparable indicators with their limits, in the order of the criteria; one query."""
    limits = {limit.indicator.code: limit for limit in plausibility.limits.select_related("indicator")}
    return [
        LimitRow(indicator, limits.get(indicator.code))
        for indicator in edition_of(plausibility.framework).indicators
        if has_factor(indicator) or has_points(indicator)
    ]


def limit_changes(plausibility: Plausibility) -> list[HistoryRow]:
    """Return the changes of limits in the history, newest first."""
    return list(history.rows_of(plausibility.history_subject).filter(name="limit-changed").reverse())


def _limit(row: Limit) -> plausibility_data.Limit:
    return plausibility_data.Limit(
        factor=None if row.factor is None else Fraction(row.factor),
        least=Fraction(row.least),
        points=None if row.points is None else Fraction(row.points),
    )


def _consistency_rule(row: ConsistencyRule) -> plausibility_data.ConsistencyRule:
    return plausibility_data.ConsistencyRule(
        key=row.key,
        relation=row.relation,
        spots=tuple(plausibility_data.Spot(spot.indicator.code, spot.key) for spot in row.spots.all()),
        name_th=row.name_th,
        name_en=row.name_en,
    )
