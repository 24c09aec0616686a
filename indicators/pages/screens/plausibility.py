"""What the page of limits shows."""

from dataclasses import dataclass

from ecotown.common.history import models, recording
from indicators.criteria.domain import framework
from indicators.editions.events import Event
from indicators.editions.queries.editions import edition_of
from indicators.plausibility.domain import has_factor, has_points
from indicators.plausibility.models import Limit, Plausibility


@dataclass(frozen=True, slots=True)
class LimitRow:
    """An indicator that can be compared with last year, and its limit, if any."""

    indicator: framework.Indicator
    limit: Limit | None


def limit_rows(plausibility: Plausibility) -> list[LimitRow]:
    """Return the comparable indicators with their limits, in the order of the criteria; one query."""
    limits = {limit.indicator.code: limit for limit in plausibility.limits.select_related("indicator")}
    return [
        LimitRow(indicator, limits.get(indicator.code))
        for indicator in edition_of(plausibility.framework).indicators
        if has_factor(indicator) or has_points(indicator)
    ]


def limit_changes(plausibility: Plausibility) -> list[models.Event]:
    """Return the changes of limits in the history, newest first."""
    return list(recording.events_of(plausibility.history_subject).filter(name=Event.LIMIT_CHANGED).reverse())
