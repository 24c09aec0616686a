"""Reading the plausibility settings of an edition: as data of the domain, and as rows of their page."""

from datetime import datetime
from fractions import Fraction
from functools import lru_cache

from django.db.models import Prefetch

from indicators.editions.models import Framework
from indicators.plausibility import domain
from indicators.plausibility.models import ConsistencyRule, ConsistencySpot, Limit, Plausibility


def plausibility_of(framework: Framework) -> domain.Plausibility | None:
    """Return the plausibility settings as data; None when the edition has none.

    One query, none when `framework` was read with its `plausibility`: the settings are cached until they
    change.
    """
    if Framework.plausibility.is_cached(framework):
        stored = getattr(framework, "plausibility", None)
    else:
        stored = Plausibility.objects.filter(framework=framework).first()
    return _plausibility(stored.pk, stored.changed_at, framework.edition) if stored else None


@lru_cache(maxsize=16)
def _plausibility(pk: int, changed_at: datetime, edition: str) -> domain.Plausibility:
    row = Plausibility.objects.prefetch_related(
        Prefetch("limits", Limit.objects.select_related("indicator")),
        Prefetch("rules__spots", ConsistencySpot.objects.select_related("indicator")),
    ).get(pk=pk)
    return domain.Plausibility(
        edition=edition,
        minimum_areas=row.minimum_areas,
        spread=Fraction(row.spread),
        limits={limit.indicator.code: _limit(limit) for limit in row.limits.all()},
        rules=tuple(_consistency_rule(rule) for rule in row.rules.all()),
        official=row.official,
        note_th=row.note_th,
        note_en=row.note_en,
    )


def _limit(row: Limit) -> domain.Limit:
    return domain.Limit(
        factor=None if row.factor is None else Fraction(row.factor),
        least=Fraction(row.least),
        points=None if row.points is None else Fraction(row.points),
    )


def _consistency_rule(row: ConsistencyRule) -> domain.ConsistencyRule:
    return domain.ConsistencyRule(
        key=row.key,
        relation=row.relation,
        spots=tuple(domain.Spot(spot.indicator.code, spot.key) for spot in row.spots.all()),
        name_th=row.name_th,
        name_en=row.name_en,
    )
