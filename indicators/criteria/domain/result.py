"""The result of the level rule with everything needed to explain it.

Named tuples: about seventy are made for every area, and a dataclass costs several times as much.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class IndicatorResult(NamedTuple):
    """The value of an indicator (None: missing or not applicable), the levels it meets and counts at."""

    code: str
    value: Fraction | None
    meets: tuple[int, ...]
    counts: tuple[int, ...]
    not_applicable: bool


class DimensionResult(NamedTuple):
    """Numbers of indicators of a dimension at a level: counted, met, and needed to be met."""

    code: str
    counted: int
    met: int
    needed: int

    @property
    def reached(self) -> bool:
        return self.met >= self.needed


class LevelResult(NamedTuple):
    """A level with its five conditions, each true or false. Source: docs/architecture.md, "Level of an area".

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


class IndicatorToRaise(NamedTuple):
    """An indicator to raise: its value now (None: missing) and the threshold it must reach."""

    code: str
    value: Fraction | None
    required: Fraction


class NextStep(NamedTuple):
    """The smallest set of indicators that attains `level` when each reaches its threshold."""

    level: int
    indicators: tuple[IndicatorToRaise, ...]


class AreaResult(NamedTuple):
    """The level of an area (0: preparing), all levels, all indicators in order, and the next step."""

    level: int
    levels: tuple[LevelResult, ...]
    indicators: tuple[IndicatorResult, ...]
    next: NextStep | None
