"""The range of values that other areas published for an indicator, and the normal band among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from indicators.criteria.domain.framework import Indicator
from indicators.criteria.domain.values import HIGHEST_STEP

# Factors that make the median and the mean of the distances comparable with a standard deviation for
# normally distributed values (Iglewicz and Hoaglin, 1993).
MEDIAN_SCALE = Fraction(14826, 10_000)
MEAN_SCALE = Fraction(12533, 10_000)
WHOLE_KINDS = frozenset({"count", "choice"})
LOWEST_PERCENT, HIGHEST_PERCENT = Fraction(0), Fraction(100)


@dataclass(frozen=True, slots=True)
class PublishedRange:
    """The lowest, highest and median value that other areas published; `areas` is their number."""

    lowest: Fraction
    highest: Fraction
    median: Fraction
    areas: int


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
    values: Sequence[Fraction], indicator: Indicator, *, minimum_areas: int, spread: Fraction
) -> PeerRange | None:
    """Return the peer range of `values`, one of each other area; None for too few areas or a boolean."""
    if len(values) < minimum_areas or indicator.kind == "boolean":
        return None
    return PeerRange(
        PublishedRange(min(values), max(values), median(values), len(values)),
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
    lowest, highest = _possible(indicator, values)
    low = low if lowest is None else max(low, lowest)
    high = high if highest is None else min(high, highest)
    return NormalBand(min(low, high), high)


def _is_whole(indicator: Indicator, values: Sequence[Fraction]) -> bool:
    """Return whether the indicator has whole values.

    These are counts and steps, and directly entered numbers, such as accidents, when all published values and
    thresholds are whole.
    """
    if indicator.kind in WHOLE_KINDS:
        return True
    is_typed = indicator.kind == "number" and indicator.formula == "direct"
    return is_typed and all(value.denominator == 1 for value in _values_and_thresholds(indicator, values))


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


def _possible(indicator: Indicator, values: Sequence[Fraction]) -> tuple[Fraction | None, Fraction | None]:
    """Return the lowest and the highest possible value of the indicator; None where it is unbounded."""
    if indicator.kind == "choice":
        return LOWEST_PERCENT, Fraction(HIGHEST_STEP)
    if indicator.formula == "percent" or (indicator.kind == "percent" and indicator.formula == "direct"):
        return LOWEST_PERCENT, HIGHEST_PERCENT
    if indicator.kind == "count" or indicator.formula == "rate":
        return LOWEST_PERCENT, None
    return _expected(indicator, values)


def _expected(indicator: Indicator, values: Sequence[Fraction]) -> tuple[Fraction | None, Fraction | None]:
    """Return the usual bounds by formula, dropped where a threshold or a published value lies beyond them.

    An amount such as accidents or tonnes is not negative, growth is at least -100 percent, a reduction at
    most 100 percent.
    """
    lowest, highest = {
        "direct": (LOWEST_PERCENT, None),
        "growth": (-HIGHEST_PERCENT, None),
        "reduction": (None, HIGHEST_PERCENT),
    }[indicator.formula]
    numbers = _values_and_thresholds(indicator, values)
    return (
        None if lowest is None or min(numbers) < lowest else lowest,
        None if highest is None or max(numbers) > highest else highest,
    )
