"""Why a level was attained or not, and what changed between two results."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from indicators.criteria.domain.framework import Aspect, Dimension, Framework, Indicator, LevelRule
from indicators.criteria.domain.result import AreaResult, DimensionResult, IndicatorResult, LevelResult

NEAREST = 3  # blockers that the panel beside the work shows before the others


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the five conditions of a level: docs/architecture.md, "Level of an area".

    `number` is 1 to 5. `met` of `counted` indicators are met, `needed` is the required number (conditions 1
    and 3); `gates` are the unmet gates (2); `dimensions` those with too few met indicators, each with its
    result (4).
    """

    number: int
    holds: bool
    counted: int = 0
    met: int = 0
    needed: int = 0
    share: Fraction = Fraction(0)
    gates: tuple[Indicator, ...] = ()
    dimensions: tuple[tuple[Dimension, DimensionResult], ...] = ()


@dataclass(frozen=True, slots=True)
class LevelExplanation:
    """One level with its conditions."""

    rule: LevelRule
    attained: bool
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Blocker:
    """An indicator of the smallest set that leads to the next level: its value and the required one."""

    aspect: Aspect
    indicator: Indicator
    value: Fraction | None
    required: Fraction

    @property
    def gap(self) -> Fraction | None:
        """The distance to the required value as a share of the larger of the two; None without a value."""
        if self.value is None:
            return None
        largest = max(abs(self.value), abs(self.required))
        return abs(self.required - self.value) / largest if largest else Fraction(0)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The whole explanation; `next_rule` is None at the top and when no indicator counts above."""

    level: int
    rule: LevelRule | None
    levels: tuple[LevelExplanation, ...]
    next_rule: LevelRule | None
    blockers: tuple[Blocker, ...]

    @property
    def gates(self) -> tuple[Blocker, ...]:
        """The blockers that must be met, whatever the shares are."""
        return tuple(blocker for blocker in self.blockers if blocker.indicator.gate)

    @property
    def nearest(self) -> tuple[Blocker, ...]:
        """The blockers with the least to go, those without a value last; ties as in the criteria."""
        by_gap = sorted(self.blockers, key=lambda blocker: (blocker.gap is None, blocker.gap or 0))
        return tuple(by_gap[:NEAREST])

    @property
    def others(self) -> tuple[Blocker, ...]:
        """The blockers that are not among the nearest, in the order of the criteria."""
        nearest = {blocker.indicator.code for blocker in self.nearest}
        return tuple(blocker for blocker in self.blockers if blocker.indicator.code not in nearest)


@dataclass(frozen=True, slots=True)
class GrantedLevel:
    """What the committee granted: the level, its rule (None for 0, "preparing"), the computed level.

    `reason` says why the two differ; after a correction (`is_corrected`) a meeting may have decided so.
    """

    level: int
    rule: LevelRule | None
    computed: int
    reason: str = ""
    is_corrected: bool = False

    @property
    def differs(self) -> bool:
        return self.level != self.computed


def explanation_of(result: AreaResult, framework: Framework) -> Explanation:
    """Explain `result` with the names and numbers of its framework."""
    next_step = result.next
    aspects = _aspects(framework)
    blockers = tuple(
        Blocker(aspects[raised.code], framework.by_code[raised.code], raised.value, raised.required)
        for raised in (next_step.indicators if next_step else ())
    )
    return Explanation(
        level=result.level,
        rule=framework.levels[result.level - 1] if result.level else None,
        levels=tuple(
            LevelExplanation(rule, level.attained, _conditions(level, framework))
            for rule, level in zip(framework.levels, result.levels, strict=True)
        ),
        next_rule=framework.levels[next_step.level - 1] if next_step else None,
        blockers=blockers,
    )


def read_explanation(document: Mapping[str, object], framework: Framework) -> Explanation:
    """Return a stored result document as an explanation without the conditions of its levels.

    It is what a page shows while the level of changed values is computed.
    """
    aspects = _aspects(framework)
    level = int(str(document["level"]))
    next_step = document["next"]
    raised = next_step["indicators"] if isinstance(next_step, dict) else []
    return Explanation(
        level=level,
        rule=framework.levels[level - 1] if level else None,
        levels=(),
        next_rule=framework.levels[next_step["level"] - 1] if isinstance(next_step, dict) else None,
        blockers=tuple(
            Blocker(
                aspects[item["code"]],
                framework.by_code[item["code"]],
                None if item["value"] is None else Fraction(item["value"]),
                Fraction(str(float(item["required"]))),
            )
            for item in raised
        ),
    )


def _aspects(framework: Framework) -> Mapping[str, Aspect]:
    """Return the aspect of each indicator, by its code."""
    return {
        indicator.code: aspect
        for dimension in framework.dimensions
        for aspect in dimension.aspects
        for indicator in aspect.indicators
    }


def _conditions(level: LevelResult, framework: Framework) -> tuple[Condition, ...]:
    dimensions = {dimension.code: dimension for dimension in framework.dimensions}
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
            dimensions=tuple(
                (dimensions[share.code], share) for share in level.dimensions if not share.reached
            ),
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
    """Return the threshold of each level, with the met levels and the first unmet one marked."""
    levels_met = set(result.meets) if result else set()
    unmet_levels = [
        level
        for level, threshold in enumerate(indicator.thresholds, 1)
        if threshold is not None and level not in levels_met
    ]
    next_level = None if result and result.not_applicable else min(unmet_levels, default=None)
    return tuple(
        LevelThreshold(level, threshold, level in levels_met, level == next_level)
        for level, threshold in enumerate(indicator.thresholds, 1)
    )


@dataclass(frozen=True, slots=True)
class IndicatorSnapshot:
    """One indicator of a result: its value, None when missing or not applicable, and the levels it meets."""

    value: Fraction | None
    meets: frozenset[int]


@dataclass(frozen=True, slots=True)
class LevelSnapshot:
    """One level of a result: whether it is attained, and how many of the counted indicators meet it."""

    level: int
    attained: bool
    counted: int
    met: int


@dataclass(frozen=True, slots=True)
class ResultSnapshot:
    """The comparable part of a stored result: its level, all levels by number, indicators by code."""

    level: int
    levels: Mapping[int, LevelSnapshot]
    indicators: Mapping[str, IndicatorSnapshot]

    def with_codes(self, new_codes: Mapping[str, str]) -> ResultSnapshot:
        """Return the result with the codes of another edition, where `new_codes` (old → new) has one."""
        indicators = {new_codes.get(code, code): indicator for code, indicator in self.indicators.items()}
        return replace(self, indicators=indicators)


@dataclass(frozen=True, slots=True)
class ChangedIndicator:
    """An indicator that meets other levels than before; None for a result that does not have it."""

    code: str
    old: IndicatorSnapshot | None
    new: IndicatorSnapshot | None
    is_comparable: bool

    def gains(self, level: int) -> bool:
        return level in _levels_met(self.new) - _levels_met(self.old)

    def loses(self, level: int) -> bool:
        return level in _levels_met(self.old) - _levels_met(self.new)


@dataclass(frozen=True, slots=True)
class LevelDifference:
    """One level in both results; `new.met` is `old.met` plus the gained minus the lost indicators."""

    level: int
    old: LevelSnapshot | None
    new: LevelSnapshot | None
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelChange:
    """The comparison of two results, levels and indicators in the order of the newer one."""

    old_level: int
    new_level: int
    levels: tuple[LevelDifference, ...]
    indicators: tuple[ChangedIndicator, ...]


def read_snapshot(document: Mapping[str, object]) -> ResultSnapshot:
    """Return the snapshot of a stored result document (`indicators/criteria/domain/result_document.py`).

    Raises TypeError for another document.
    """
    level_documents, indicator_documents = document["levels"], document["indicators"]
    if not isinstance(level_documents, list) or not isinstance(indicator_documents, list):
        raise TypeError("not the document of a result")
    levels = {
        level["level"]: LevelSnapshot(level["level"], level["attained"], level["counted"], level["met"])
        for level in level_documents
    }
    indicators = {
        indicator["code"]: IndicatorSnapshot(
            None if indicator["value"] is None else Fraction(indicator["value"]),
            frozenset(indicator["meets"]),
        )
        for indicator in indicator_documents
    }
    return ResultSnapshot(int(str(document["level"])), levels, indicators)


def level_change_of(
    old: ResultSnapshot, new: ResultSnapshot, *, changed_codes: Collection[str] = ()
) -> LevelChange:
    """Compare two results; `changed_codes` are indicators whose meaning has changed.

    For every level the gained and lost indicators account for the difference of `met`.
    """
    codes = [*new.indicators, *(code for code in old.indicators if code not in new.indicators)]
    pairs = [(code, old.indicators.get(code), new.indicators.get(code)) for code in codes]
    changed = tuple(
        ChangedIndicator(code, old_indicator, new_indicator, code not in changed_codes)
        for code, old_indicator, new_indicator in pairs
        if _levels_met(old_indicator) != _levels_met(new_indicator)
    )
    return LevelChange(
        old_level=old.level,
        new_level=new.level,
        levels=tuple(
            LevelDifference(
                level=level,
                old=old.levels.get(level),
                new=new.levels.get(level),
                gained=tuple(indicator.code for indicator in changed if indicator.gains(level)),
                lost=tuple(indicator.code for indicator in changed if indicator.loses(level)),
            )
            for level in sorted({*old.levels, *new.levels})
        ),
        indicators=changed,
    )


def _levels_met(indicator: IndicatorSnapshot | None) -> frozenset[int]:
    return indicator.meets if indicator else frozenset()
