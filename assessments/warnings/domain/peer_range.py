"""The range of values that other areas published for an indicator, and the normal band among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from indicators.criteria.domain.formulas import FORMULAS
from indicators.criteria.domain.framework import Indicator
from indicators.criteria.domain.kinds import KINDS
from indicators.criteria.domain.numbers import Bounds
from indicators.criteria.domain.values import bounds_of

# Factors that make the median and the mean of the distances comparable with a standard deviation for
# normally distributed values (Iglewicz and Hoaglin, 1993).
MEDIAN_SCALE = Fraction(14826, 10_000)
MEAN_SCALE = Fraction(12533, 10_000)


@dataclass(frozen=True, slots=True)
class PublishedRange:
    """The lowest, highest and median value that other areas published; `areas` is their number.

    `loaded` is the number of those whose value is of a loaded year, which the portal has not assessed.
    """

    lowest: Fraction
    highest: Fraction
    median: Fraction
    areas: int
    loaded: int = 0


@dataclass(frozen=True, slots=True)
class NormalBand:
    """The band of normal values among other areas; a value outside it raises a warning.

    It is computed, so it differs from the range of published values.
    """

    low: Fraction
    high: Fraction

    def contains(self, value: Fraction) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class PeerRange:
    """The published values of the other areas for one indicator, and the normal band computed from them."""

    published: PublishedRange
    band: NormalBand


def peer_range_of(
    values: Sequence[Fraction], indicator: Indicator, *, minimum_areas: int, spread: Fraction, loaded: int = 0
) -> PeerRange | None:
    """Return the peer range of `values`, one of each other area; None for too few areas or a kind without.

    `loaded` is the number of values of loaded years among them.
    """
    if len(values) < minimum_areas or not KINDS[indicator.kind].has_range:
        return None
    return PeerRange(
        PublishedRange(min(values), max(values), median(values), len(values), loaded),
        normal_band(values, indicator, spread),
    )


def normal_band(values: Sequence[Fraction], indicator: Indicator, spread: Fraction) -> NormalBand:
    """Return the robust band of normal values.

    The rule: the median, plus and minus `spread` times the scaled median distance from it (1.4826 × MAD).
    When more than half of the areas have the same value that distance is zero, and the scaled mean
    distance (1.2533 ×) takes its place. The ends are cut to the possible values of the indicator, and to
    whole numbers for counts. Nothing is rounded.
    """
    centre = median(values)
    distances = [abs(value - centre) for value in values]
    reach = spread * (MEDIAN_SCALE * median(distances) or MEAN_SCALE * sum(distances) / len(distances))
    low, high = centre - reach, centre + reach
    if _is_whole(indicator, values):
        low, high = Fraction(min(ceil(low), floor(centre))), Fraction(max(floor(high), ceil(centre)))
    possible = _possible(indicator, values)
    return NormalBand(possible.nearest(low), possible.nearest(high))


def _is_whole(indicator: Indicator, values: Sequence[Fraction]) -> bool:
    """Return whether the indicator has whole values.

    These are the kinds of whole numbers, and directly entered numbers, such as accidents, when all published
    values and thresholds are whole.
    """
    kind = KINDS[indicator.kind]
    if kind.is_whole:
        return True
    if kind.is_percentage or FORMULAS[indicator.formula].inputs:
        return False
    return all(value.denominator == 1 for value in _values_and_thresholds(indicator, values))


def _values_and_thresholds(indicator: Indicator, values: Sequence[Fraction]) -> list[Fraction]:
    """Return the published values and the thresholds."""
    return [*values, *(threshold for threshold in indicator.thresholds if threshold is not None)]


def median(values: Sequence[Fraction]) -> Fraction:
    """Return the median; for an even number of values the mean of the two middle ones."""
    ordered = sorted(values)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return Fraction(ordered[half - 1] + ordered[half], 2)


def _possible(indicator: Indicator, values: Sequence[Fraction]) -> Bounds:
    """Return the bounds of a value of the indicator.

    Those expected of its formula are dropped where a threshold or a published value lies beyond them.
    """
    expected = FORMULAS[indicator.formula].expected
    return bounds_of(indicator).within(expected.unbroken_by(_values_and_thresholds(indicator, values)))
