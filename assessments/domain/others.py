"""The range in which the values of other areas lie, without telling any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from indicators.domain.framework import Indicator

# What makes the median of the distances comparable with a standard deviation, and their mean likewise,
# for values that scatter normally; both are customary, from Iglewicz and Hoaglin, 1993.
MEDIAN_SCALE = Fraction(14826, 10_000)
MEAN_SCALE = Fraction(12533, 10_000)
WHOLE_KINDS = frozenset({"count", "choice"})


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high` around the `median` of `areas` other areas."""

    low: Fraction
    high: Fraction
    median: Fraction
    areas: int

    def holds(self, value: Fraction) -> bool:
        return self.low <= value <= self.high


def usual_range(
    values: Sequence[Fraction], indicator: Indicator, *, minimum_areas: int, spread: Fraction
) -> Range | None:
    """The robust range of `values`, one for each other area; None when there are too few, or for yes and no.

    The rule: the median, plus and minus `spread` times the scaled median distance from it (1.4826 × MAD).
    When more than half of the areas have the same value that distance is zero, and the scaled mean
    distance (1.2533 ×) takes its place. The bounds are cut to what the indicator can be, and to whole
    numbers for what is counted. Nothing is rounded.
    """
    if len(values) < minimum_areas or indicator.kind == "boolean":
        return None
    middle = median(values)
    distances = [abs(value - middle) for value in values]
    reach = spread * (MEDIAN_SCALE * median(distances) or MEAN_SCALE * sum(distances) / len(distances))
    low, high = middle - reach, middle + reach
    lowest, highest = _possible(indicator)
    low = low if lowest is None else max(low, lowest)
    high = high if highest is None else min(high, highest)
    if indicator.kind in WHOLE_KINDS:
        low, high = Fraction(min(ceil(low), floor(middle))), Fraction(max(floor(high), ceil(middle)))
    return Range(low, high, middle, len(values))


def median(values: Sequence[Fraction]) -> Fraction:
    """The middle of the sorted values, between the two middle ones of an even number of them."""
    ordered = sorted(values)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return Fraction(ordered[half - 1] + ordered[half], 2)


def _possible(indicator: Indicator) -> tuple[Fraction | None, Fraction | None]:
    if indicator.kind == "choice":
        return Fraction(0), Fraction(5)
    if indicator.kind == "percent" and indicator.formula in {"percent", "direct"}:
        return Fraction(0), Fraction(100)
    if indicator.kind == "count" or indicator.formula == "rate":
        return Fraction(0), None
    return None, None
