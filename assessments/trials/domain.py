"""The level that an area's values of one edition give in another, and the reasons for a difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.criteria.domain.answers import Answer
from indicators.criteria.domain.framework import Framework
from indicators.criteria.domain.result import AreaResult, IndicatorResult
from indicators.criteria.domain.scoring import area_level
from indicators.crosswalks.domain.origins import SAME, Origin

MET, UNMET, MISSING, NOT_COUNTED, ABSENT = "met", "unmet", "missing", "not-counted", "absent"
LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True)
class TrialReason:
    """An indicator whose state differs between the editions at the level where their results differ."""

    code: str
    old_code: str | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Trial:
    """The level in each edition; results differ at `level`, because of `reasons` or of the level's rule."""

    old_level: int
    new_level: int
    level: int | None
    reasons: tuple[TrialReason, ...]
    is_rule_changed: bool

    @property
    def is_changed(self) -> bool:
        return self.old_level != self.new_level


def codes_without_value(origins: Mapping[str, Origin]) -> frozenset[str]:
    """Return the codes of the other edition that no earlier value answers."""
    return frozenset(code for code, origin in origins.items() if origin.relation != SAME)


def carried_answers(answers: Mapping[str, Answer], origins: Mapping[str, Origin]) -> dict[str, Answer]:
    """Return the answers by the codes of the other edition, for indicators with the same meaning there."""
    return {
        code: answers[old_code]
        for code, origin in origins.items()
        for old_code in origin.codes
        if origin.relation == SAME and old_code in answers
    }


def trial_of(
    old: Framework,
    new: Framework,
    answers: Mapping[str, Answer],
    origins: Mapping[str, Origin],
    *,
    leaves_out_missing: bool,
) -> Trial:
    """Compute the level in both editions; `answers` are by codes of `old`, `origins` by codes of `new`.

    With `leaves_out_missing` an indicator that no earlier value answers does not count; otherwise it is not
    met, which may take every area its level.
    """
    left_out = codes_without_value(origins) if leaves_out_missing else frozenset()
    before = area_level(old, answers)
    without = dict.fromkeys(left_out, Answer(not_applicable=True, reason=LEFT_OUT))
    after = area_level(new, {**carried_answers(answers, origins), **without})
    if before.level == after.level:
        return Trial(before.level, after.level, None, (), is_rule_changed=False)
    level = min(before.level, after.level) + 1
    return Trial(
        old_level=before.level,
        new_level=after.level,
        level=level,
        reasons=tuple(_reasons(before, after, origins, level, left_out)),
        is_rule_changed=_shares(old, level) != _shares(new, level),
    )


def _reasons(
    before: AreaResult,
    after: AreaResult,
    origins: Mapping[str, Origin],
    level: int,
    left_out: frozenset[str],
) -> list[TrialReason]:
    old_states = {result.code: _state(result, level) for result in before.indicators}
    reasons = []
    for result in after.indicators:
        old_code = origins[result.code].code if result.code in origins else None
        old_state = old_states.get(old_code or "", ABSENT)
        new_state = LEFT_OUT if result.code in left_out else _state(result, level)
        reasons.append(TrialReason(result.code, old_code, old_state, new_state))
    continued_codes = {code for origin in origins.values() for code in origin.codes}
    reasons += [
        TrialReason(code, code, old_state, ABSENT)
        for code, old_state in old_states.items()
        if code not in continued_codes
    ]
    return [reason for reason in reasons if _weight(reason.before) != _weight(reason.after)]


def _weight(state: str) -> str:
    """Return how a state counts for the level: met, not met, or not counted."""
    return {MISSING: UNMET, ABSENT: NOT_COUNTED, LEFT_OUT: NOT_COUNTED}.get(state, state)


def _state(result: IndicatorResult, level: int) -> str:
    if result.not_applicable or level not in result.counts:
        return NOT_COUNTED
    if level in result.meets:
        return MET
    return MISSING if result.value is None else UNMET


def _shares(framework: Framework, level: int) -> object:
    if level > len(framework.levels):
        return None
    rule = framework.levels[level - 1]
    return rule.pass_share, rule.dimension_share
