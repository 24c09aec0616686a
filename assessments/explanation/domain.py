"""Why a level was attained or not, and what changed between two results."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from indicators.criteria.domain.framework import Framework, Indicator, LevelRule
from indicators.criteria.domain.result import AreaResult, DimensionResult, IndicatorResult, LevelResult


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the five conditions of a level: docs/architecture.md, "Level of an area".

    `number` is 1 to 5. `met` of `counted` indicators are met, `needed` is the required number (conditions 1
    and 3); `gates` are the unmet gates (2); `dimensions` those with too few met indicators (4).
    """

    number: int
    holds: bool
    counted: int = 0
    met: int = 0
    needed: int = 0
    share: Fraction = Fraction(0)
    gates: tuple[Indicator, ...] = ()
    dimensions: tuple[DimensionResult, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelExplanation:
    """One level with its conditions."""

    rule: LevelRule
    attained: bool
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Blocker:
    """An indicator of the smallest set that leads to the next level: its value and the required one."""

    indicator: Indicator
    value: Fraction | None
    required: Fraction


@dataclass(frozen=True, slots=True)
class Explanation:
    """The whole explanation; `next_rule` is None at the top and when no indicator counts above."""

    level: int
    rule: LevelRule | None
    levels: tuple[LevelExplanation, ...]
    next_rule: LevelRule | None
    blockers: tuple[Blocker, ...]


def explanation_of(result: AreaResult, framework: Framework) -> Explanation:
    """Explain `result` with the names and numbers of its framework."""
    next_step = result.next
    return Explanation(
        level=result.level,
        rule=framework.levels[result.level - 1] if result.level else None,
        levels=tuple(
            LevelExplanation(rule, level.attained, _conditions(level, framework))
            for rule, level in zip(framework.levels, result.levels, strict=True)
        ),
        next_rule=framework.levels[next_step.level - 1] if next_step else None,
        blockers=tuple(
            Blocker(framework.by_code[item.code], item.value, item.required) for item in next_step.indicators
        )
        if next_step
        else (),
    )


def _conditions(level: LevelResult, framework: Framework) -> tuple[Condition, ...]:
    return (
        Condition(1, level.something_counts, counted=level.counted),
        Condition(2, level.gates_met, gates=tuple(framework.by_code[code] for code in level.gates_unmet)),
        Condition(
            3,
            level.pass_share_reached,
            counted=level.counted,
            met=level.met,
            needed=level.needed,
            share=level.pass_share,
        ),
        Condition(
            4,
            level.dimension_shares_reached,
            share=level.dimension_share,
            dimensions=tuple(dimension for dimension in level.dimensions if not dimension.reached),
        ),
        Condition(5, level.lower_levels_attained),
    )


@dataclass(frozen=True, slots=True)
class LevelThreshold:
    """The threshold of an indicator at one level; None where it has none."""

    level: int
    threshold: Fraction | None
    is_met: bool
    is_next: bool


def level_thresholds(indicator: Indicator, result: IndicatorResult | None) -> tuple[LevelThreshold, ...]:
    """Return one chip for each level, with the met levels and the first unmet one marked."""
    met = set(result.meets) if result else set()
    levels_with_threshold = [
        level for level, value in enumerate(indicator.thresholds, 1) if value is not None
    ]
    open_levels = [level for level in levels_with_threshold if level not in met]
    is_open = result is None or not result.not_applicable
    return tuple(
        LevelThreshold(level, value, level in met, is_open and level == min(open_levels, default=None))
        for level, value in enumerate(indicator.thresholds, 1)
    )


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator of a result: its value, None when missing or not applicable, and the levels it meets."""

    value: Fraction | None
    meets: frozenset[int]


@dataclass(frozen=True, slots=True)
class Tally:
    """One level of a result: whether it is attained, and how many of the counted indicators meet it."""

    level: int
    attained: bool
    counted: int
    met: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The comparable part of a stored result: level, tallies by level, figures by indicator code."""

    level: int
    tallies: Mapping[int, Tally]
    figures: Mapping[str, Figure]

    def with_codes(self, names: Mapping[str, str]) -> Snapshot:
        """Return the result with the codes of another edition, where `names` (old → new) has one."""
        return replace(self, figures={names.get(code, code): figure for code, figure in self.figures.items()})


@dataclass(frozen=True, slots=True)
class ChangedIndicator:
    """An indicator that meets other levels than before; None for a result that does not have it."""

    code: str
    old: Figure | None
    new: Figure | None
    is_comparable: bool

    def gains(self, level: int) -> bool:
        return _meets(self.new, level) and not _meets(self.old, level)

    def loses(self, level: int) -> bool:
        return _meets(self.old, level) and not _meets(self.new, level)


@dataclass(frozen=True, slots=True)
class LevelDifference:
    """One level in both results; `new.met` is `old.met` plus the gained minus the lost indicators."""

    level: int
    old: Tally | None
    new: Tally | None
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelChange:
    """The comparison of two results, levels and indicators in the order of the newer one."""

    old_level: int
    new_level: int
    levels: tuple[LevelDifference, ...]
    indicators: tuple[ChangedIndicator, ...]


def read_snapshot(document: Mapping[str, object]) -> Snapshot:
    """Return the snapshot of a stored result document (`indicators/criteria/domain/result_document.py`).

    Raises TypeError for another document.
    """
    levels, indicators = document["levels"], document["indicators"]
    if not isinstance(levels, list) or not isinstance(indicators, list):
        raise TypeError("not the document of a result")
    tallies = {
        level["level"]: Tally(level["level"], level["attained"], level["counted"], level["met"])
        for level in levels
    }
    figures = {
        indicator["code"]: Figure(
            None if indicator["value"] is None else Fraction(indicator["value"]),
            frozenset(indicator["meets"]),
        )
        for indicator in indicators
    }
    return Snapshot(int(str(document["level"])), tallies, figures)


def level_change_of(old: Snapshot, new: Snapshot, *, changed_codes: Collection[str] = ()) -> LevelChange:
    """Compare two results; `changed_codes` are indicators whose meaning has changed.

    For every level the gained and lost indicators account for the difference of `met`.
    """
    codes = [*new.figures, *(code for code in old.figures if code not in new.figures)]
    indicators = (
        ChangedIndicator(code, old.figures.get(code), new.figures.get(code), code not in changed_codes)
        for code in codes
    )
    moved = tuple(indicator for indicator in indicators if _levels(indicator.old) != _levels(indicator.new))
    return LevelChange(
        old_level=old.level,
        new_level=new.level,
        levels=tuple(
            LevelDifference(
                level=level,
                old=old.tallies.get(level),
                new=new.tallies.get(level),
                gained=tuple(indicator.code for indicator in moved if indicator.gains(level)),
                lost=tuple(indicator.code for indicator in moved if indicator.loses(level)),
            )
            for level in sorted({*old.tallies, *new.tallies})
        ),
        indicators=moved,
    )


def _levels(figure: Figure | None) -> frozenset[int]:
    return figure.meets if figure else frozenset()


def _meets(figure: Figure | None, level: int) -> bool:
    return level in _levels(figure)
