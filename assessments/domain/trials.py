"""What an area's values of one edition would give in another, and what makes the difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.domain.answers import Answer
from indicators.domain.crosswalk import SAME, Origin
from indicators.domain.framework import Framework
from indicators.domain.result import IndicatorResult, Result
from indicators.domain.scoring import area_level

MET, UNMET, MISSING, NOT_COUNTED, ABSENT = "met", "unmet", "missing", "not-counted", "absent"


@dataclass(frozen=True, slots=True)
class Reason:
    """An indicator that stands differently at the level at which the two editions part."""

    code: str
    old_code: str | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Trial:
    """The level in each edition; at `level` they part, by these indicators or by what the level asks."""

    old_level: int
    new_level: int
    level: int | None
    reasons: tuple[Reason, ...]
    is_rule_changed: bool

    @property
    def is_changed(self) -> bool:
        return self.old_level != self.new_level


def carried_answers(answers: Mapping[str, Answer], origins: Mapping[str, Origin]) -> dict[str, Answer]:
    """Return the answers by the codes of the other edition, as far as they mean the same there."""
    return {
        code: answers[old]
        for code, origin in origins.items()
        for old in origin.codes
        if origin.relation == SAME and old in answers
    }


def tried(
    old: Framework, new: Framework, answers: Mapping[str, Answer], origins: Mapping[str, Origin]
) -> Trial:
    """Compute both levels; `answers` are those of `old`, `origins` lead from `new` back to it."""
    before = area_level(old, answers)
    after = area_level(new, carried_answers(answers, origins))
    if before.level == after.level:
        return Trial(before.level, after.level, None, (), is_rule_changed=False)
    level = min(before.level, after.level) + 1
    return Trial(
        old_level=before.level,
        new_level=after.level,
        level=level,
        reasons=tuple(_reasons(before, after, origins, level)),
        is_rule_changed=_shares(old, level) != _shares(new, level),
    )


def _reasons(before: Result, after: Result, origins: Mapping[str, Origin], level: int) -> list[Reason]:
    old = {one.code: _state(one, level) for one in before.indicators}
    found = []
    for one in after.indicators:
        code = origins[one.code].code if one.code in origins else None
        found.append(Reason(one.code, code, old.get(code or "", ABSENT), _state(one, level)))
    followed = {code for origin in origins.values() for code in origin.codes}
    found += [Reason(code, code, state, ABSENT) for code, state in old.items() if code not in followed]
    return [one for one in found if _weight(one.before) != _weight(one.after)]


def _weight(state: str) -> str:
    """What counts for the level: met, not met, or not counted at all."""
    return {MISSING: UNMET, ABSENT: NOT_COUNTED}.get(state, state)


def _state(one: IndicatorResult, level: int) -> str:
    if one.not_applicable or level not in one.counts:
        return NOT_COUNTED
    if level in one.meets:
        return MET
    return MISSING if one.value is None else UNMET


def _shares(framework: Framework, level: int) -> object:
    if level > len(framework.levels):
        return None
    rule = framework.levels[level - 1]
    return rule.pass_share, rule.dimension_share
