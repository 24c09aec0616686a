"""What other areas published for an indicator, and the normal band among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from indicators.domain.framework import Indicator
from indicators.domain.values import HIGHEST_STEP

# What makes the median of the distances comparable with a standard deviation, and their mean likewise,
# for values that scatter normally; both are customary, from Iglewicz and Hoaglin, 1993.
MEDIAN_SCALE = Fraction(14826, 10_000)
MEAN_SCALE = Fraction(12533, 10_000)
WHOLE_KINDS = frozenset({"count", "choice"})
NOTHING, EVERYTHING = Fraction(0), Fraction(100)


@dataclass(frozen=True, slots=True)
class Published:
    """The published values of `areas` other areas: from the `lowest` to the `highest`, and their `median`."""

    lowest: Fraction
    highest: Fraction
    median: Fraction
    areas: int


@dataclass(frozen=True, slots=True)
class Band:
    """What is normal among other areas; a value outside of it is doubted. It is no range of values."""

    low: Fraction
    high: Fraction

    def holds(self, value: Fraction) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Peers:
    """The other areas at one indicator: what they published, and the band that makes of it."""

    published: Published
    band: Band


def peers_of(
    values: Sequence[Fraction], indicator: Indicator, *, minimum_areas: int, spread: Fraction
) -> Peers | None:
    """What `values` say, one for each other area; None when there are too few, or for yes and no."""
    if len(values) < minimum_areas or indicator.kind == "boolean":
        return None
    return Peers(
        Published(min(values), max(values), median(values), len(values)),
        normal_band(values, indicator, spread),
    )


def normal_band(values: Sequence[Fraction], indicator: Indicator, spread: Fraction) -> Band:
    """The robust band of `values`.

    The rule: the median, plus and minus `spread` times the scaled median distance from it (1.4826 × MAD).
    When more than half of the areas have the same value that distance is zero, and the scaled mean
    distance (1.2533 ×) takes its place. The ends are cut to what the indicator can be, and to whole
    numbers for what is counted. Nothing is rounded.
    """
    middle = median(values)
    distances = [abs(value - middle) for value in values]
    reach = spread * (MEDIAN_SCALE * median(distances) or MEAN_SCALE * sum(distances) / len(distances))
    low, high = middle - reach, middle + reach
    if _is_whole(indicator, values):
        low, high = Fraction(min(ceil(low), floor(middle))), Fraction(max(floor(high), ceil(middle)))
    lowest, highest = _possible(indicator, values)
    low = low if lowest is None else max(low, lowest)
    high = high if highest is None else min(high, highest)
    return Band(min(low, high), high)


def _is_whole(indicator: Indicator, values: Sequence[Fraction]) -> bool:
    """Whether it is counted: also a number typed as it is, such as accidents, when all known are whole."""
    if indicator.kind in WHOLE_KINDS:
        return True
    is_typed = indicator.kind == "number" and indicator.formula == "direct"
    return is_typed and all(one.denominator == 1 for one in _known(indicator, values))


def _known(indicator: Indicator, values: Sequence[Fraction]) -> list[Fraction]:
    """The published values and the thresholds."""
    return [*values, *(one for one in indicator.thresholds if one is not None)]


def median(values: Sequence[Fraction]) -> Fraction:
    """The middle of the sorted values, between the two middle ones of an even number of them."""
    ordered = sorted(values)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return Fraction(ordered[half - 1] + ordered[half], 2)


def _possible(indicator: Indicator, values: Sequence[Fraction]) -> tuple[Fraction | None, Fraction | None]:
    """The least and the greatest value that the indicator can have; None where there is no such end."""
    if indicator.kind == "choice":
        return NOTHING, Fraction(HIGHEST_STEP)
    if indicator.formula == "percent" or (indicator.kind == "percent" and indicator.formula == "direct"):
        return NOTHING, EVERYTHING
    if indicator.kind == "count" or indicator.formula == "rate":
        return NOTHING, None
    return _expected(indicator, values)


def _expected(indicator: Indicator, values: Sequence[Fraction]) -> tuple[Fraction | None, Fraction | None]:
    """The ends that hold unless a threshold or a published value lies beyond them.

    An amount such as accidents or tonnes is not negative; what grows from something loses 100 percent of
    it at most, and what is reduced is reduced by 100 percent at most.
    """
    lowest, highest = {
        "direct": (NOTHING, None),
        "growth": (-EVERYTHING, None),
        "reduction": (None, EVERYTHING),
    }[indicator.formula]
    known = _known(indicator, values)
    return (
        None if lowest is None or min(known) < lowest else lowest,
        None if highest is None or max(known) > highest else highest,
    )
