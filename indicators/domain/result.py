"""What the level rule answers, with everything needed to show why.

Named tuples: about seventy of them are made for every area, and they cost a fraction of a dataclass.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class IndicatorResult(NamedTuple):
    """The value used (None: missing or not applicable), the levels it counts at and the levels it meets."""

    code: str
    value: Fraction | None
    meets: tuple[int, ...]
    counts: tuple[int, ...]
    not_applicable: bool


class DimensionResult(NamedTuple):
    """How many indicators of a dimension count at a level, are met, and must be met (`needed`)."""

    code: str
    counted: int
    met: int
    needed: int

    @property
    def reached(self) -> bool:
        return self.met >= self.needed


class LevelResult(NamedTuple):
    """One level with the five conditions of design.md, "Level of an area", each as a yes or no.

    `counted`, `met` and `needed` are numbers of indicators; the two shares are the percentages asked for;
    `dimensions` lists those in which at least one indicator counts at this level.
    """

    level: int
    attained: bool
    counted: int
    met: int
    gates_unmet: tuple[str, ...]
    dimensions: tuple[DimensionResult, ...]
    needed: int
    pass_share: Fraction
    dimension_share: Fraction
    something_counts: bool  # condition 1
    gates_met: bool  # condition 2
    pass_share_reached: bool  # condition 3
    dimension_shares_reached: bool  # condition 4
    lower_levels_attained: bool  # condition 5


class Step(NamedTuple):
    """An indicator to raise: what it has now (None: missing) and the threshold it must reach."""

    code: str
    value: Fraction | None
    required: Fraction


class NextStep(NamedTuple):
    """The smallest set of indicators that, raised to what `level` requires, attains it."""

    level: int
    indicators: tuple[Step, ...]


class Result(NamedTuple):
    """The level of an area (0: preparing), every level, every indicator in order, and the next step."""

    level: int
    levels: tuple[LevelResult, ...]
    indicators: tuple[IndicatorResult, ...]
    next: NextStep | None
