"""When a number of an assessment is doubted: the limits and rules of an edition, which are data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

EQUAL, NOT_MORE = "equal", "not-more"
RELATIONS = (EQUAL, NOT_MORE)


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Where a number stands: an indicator, and the key of a formula's input; without one its value."""

    code: str
    key: str = ""

    def __str__(self) -> str:
        return f"{self.code}.{self.key}" if self.key else self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How far the numbers of one indicator may lie from those of the year before.

    A number is doubted from `factor` times as much or a `factor`-th as little, when it also differs by
    `least` or more. A percentage is doubted from `points` percentage points up or down.
    """

    factor: Fraction | None = None
    least: Fraction = Fraction(0)
    points: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsistencyRule:
    """Numbers that must be the same, or two of which the first is not more than the second."""

    key: str
    relation: str
    spots: tuple[Spot, ...]
    name_th: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausibility:
    """The settings of one edition. Other areas count from `minimum_areas` on; `spread` is how many times
    their usual distance from the middle a value may lie away.
    """

    edition: str
    minimum_areas: int
    spread: Fraction
    limits: Mapping[str, Limit]
    rules: tuple[ConsistencyRule, ...] = ()
    official: bool = False
    note_th: str = ""
    note_en: str = ""
