"""Verdicts of assessors: which are possible, whether they still hold, the audited values, what is stated."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import TypedDict

from assessments.entry.domain.values import EntryValue, plain
from assessments.workflow.domain import Status, WorkflowError
from ecotown.common.thai.typed_text import visible_text
from indicators.criteria.domain.result import AreaResult, IndicatorResult


class VerdictKind(StrEnum):
    """The kind of a verdict. The last two answer an entry that the indicator is not applicable."""

    ACCEPT = "accept"
    ADJUST = "adjust"
    RETURN = "return"
    AGREE = "agree-not-applicable"
    REFUSE = "refuse-not-applicable"


FOR_VALUES = (VerdictKind.ACCEPT, VerdictKind.ADJUST, VerdictKind.RETURN)
FOR_NOT_APPLICABLE = (VerdictKind.AGREE, VerdictKind.REFUSE, VerdictKind.RETURN)
WITHOUT_REASON = frozenset({VerdictKind.ACCEPT, VerdictKind.AGREE})


class EntryState(TypedDict):
    """The entry of an indicator and its cited evidence as plain JSON; made by `state_of`."""

    given: Mapping[str, object]
    cited: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict of a stage in an audit round as plain data; `seen` is the state it is about."""

    kind: VerdictKind
    stage: Status
    round: int
    seen: EntryState
    adjusted_value: EntryValue = field(default_factory=EntryValue)
    reason: str = ""


def state_of(entry_value: EntryValue, cited: Iterable[Mapping[str, str]] = ()) -> EntryState:
    """Return the state that a verdict is given for, as plain JSON.

    `cited` has the sha256, name, expected item, page and note of each citation; a photograph of a site visit
    also has `visit`.
    """
    citations = [dict(sorted(citation.items())) for citation in cited]
    return {
        "given": plain(entry_value),
        "cited": sorted(citations, key=lambda citation: sorted(citation.items())),
    }


def province_state(state: EntryState) -> EntryState:
    """Return the state without the photographs of the assessor's site visit."""
    cited = [citation for citation in state["cited"] if not citation.get("visit")]
    return {"given": state["given"], "cited": cited}


def verdict_kinds_for(entered: EntryValue) -> tuple[VerdictKind, ...]:
    """Return the kinds of verdicts that are possible for the entered value."""
    return FOR_NOT_APPLICABLE if entered.not_applicable else FOR_VALUES


def check_ruling(ruling: Ruling, entered: EntryValue, *, is_adjustment_valid: bool = True) -> None:
    """Raise unless the verdict can be given for the entered value.

    `is_adjustment_valid` says whether the adjusted value is an answer that fits its indicator. Raises
    WorkflowError: "verdict-not-possible", "wrong-value", "verdict-without-change", "verdict-reason-missing".
    """
    if ruling.kind not in verdict_kinds_for(entered):
        raise WorkflowError("verdict-not-possible")
    if ruling.kind == VerdictKind.ADJUST and not is_adjustment_valid:
        raise WorkflowError("wrong-value")
    if ruling.kind == VerdictKind.ADJUST and ruling.adjusted_value == entered:
        raise WorkflowError("verdict-without-change")
    if ruling.kind not in WITHOUT_REASON and not visible_text(ruling.reason):
        raise WorkflowError("verdict-reason-missing")


def judged_state(state: EntryState, stage: str) -> EntryState:
    """Return the part of the state that a stage judges.

    A site visit is part of the external audit: its photographs are nothing to the internal one.
    """
    return province_state(state) if stage == Status.INTERNAL_AUDIT else state


def is_stale(ruling: Ruling, state: EntryState) -> bool:
    """Return whether value or evidence have changed since the verdict was given.

    Rule: docs/architecture.md, "The workflow".
    """
    return judged_state(ruling.seen, ruling.stage) != judged_state(state, ruling.stage)


def ruling_in_force(
    rulings: Sequence[Ruling], stage: Status, state: EntryState, *, current_round: int
) -> Ruling | None:
    """Return the verdict of `stage` on one indicator that is in force, None when it is still to be given.

    That is the latest one, unless it is stale or has returned the indicator in an earlier round:
    the province has answered that since.
    """
    of_stage = [ruling for ruling in rulings if ruling.stage == stage]
    if not of_stage:
        return None
    latest = max(of_stage, key=lambda ruling: ruling.round)
    is_answered = latest.kind == VerdictKind.RETURN and latest.round < current_round
    return None if is_answered or is_stale(latest, state) else latest


def audited_value(entered: EntryValue, rulings: Iterable[Ruling]) -> EntryValue:
    """Return the value that counts after the verdicts in force, internal stage first.

    A refused "not applicable" counts as missing: docs/architecture.md, "Meeting a level".
    Accepting keeps the value left by the stage before.
    """
    audited = entered
    for ruling in rulings:
        if ruling.kind == VerdictKind.ADJUST:
            audited = ruling.adjusted_value
        elif ruling.kind == VerdictKind.REFUSE:
            audited = EntryValue()
        elif ruling.kind == VerdictKind.AGREE:
            audited = entered
    return audited


@dataclass(frozen=True, slots=True)
class AuditDifference:
    """An indicator that meets other levels with its audited value than with the one entered."""

    code: str
    entered: IndicatorResult
    audited: IndicatorResult


def changed_indicators(entered: AreaResult, audited: AreaResult) -> tuple[AuditDifference, ...]:
    """Return the indicators that meet other levels after the audit, in the order of the criteria."""
    pairs = zip(entered.indicators, audited.indicators, strict=True)
    return tuple(
        AuditDifference(before.code, before, after)
        for before, after in pairs
        if (before.meets, before.not_applicable) != (after.meets, after.not_applicable)
    )


def check_settling(
    person: int, asker: int, *, is_of_province: bool, is_asked_by_province: bool, assigned: Collection[int]
) -> None:
    """Raise unless `person` may settle a thread: who asked says when it is answered.

    A thread of the province is settled by any of its officers, one of an assessor by the `asker` or by those
    `assigned` to an audit now. Raises WorkflowError: "asked-by-province", "asked-by-assessor",
    "asked-by-other-assessor".
    """
    if is_asked_by_province:
        if not is_of_province:
            raise WorkflowError("asked-by-province")
    elif is_of_province:
        raise WorkflowError("asked-by-assessor")
    elif person != asker and person not in assigned:
        raise WorkflowError("asked-by-other-assessor")


def check_completion(rulings_in_force: Mapping[str, Ruling | None]) -> None:
    """Raise unless a stage can be passed.

    `rulings_in_force` are by indicator code, None where a verdict is still to be given.
    Raises WorkflowError with the indicators: "unjudged", then "to-be-returned".
    """
    if unjudged := [code for code, ruling in rulings_in_force.items() if ruling is None]:
        raise WorkflowError("unjudged", unjudged)
    if returning := codes_to_return(rulings_in_force):
        raise WorkflowError("to-be-returned", returning)


def codes_to_return(rulings_in_force: Mapping[str, Ruling | None]) -> list[str]:
    """Return the codes of the indicators whose verdict in force returns them."""
    return [code for code, ruling in rulings_in_force.items() if ruling and ruling.kind == VerdictKind.RETURN]


@dataclass(frozen=True, slots=True)
class ReturnAnswer:
    """The province's answer to a returned indicator: a changed value, or a reply why it stays."""

    is_changed: bool
    reply: str = ""

    @property
    def is_done(self) -> bool:
        return self.is_changed or bool(visible_text(self.reply))


def check_resubmission(
    answers: Mapping[str, ReturnAnswer],
    missing_codes: Iterable[str],
    warned_codes: Iterable[str] = (),
    *,
    declared: bool,
) -> None:
    """Raise unless a returned assessment can be submitted again.

    Warnings count only on returned indicators; the others are locked. Raises WorkflowError: "incomplete",
    "unanswered" and "unanswered-warnings" with the indicators, "undeclared".
    """
    if list(missing_codes):
        raise WorkflowError("incomplete")
    if unanswered := [code for code, answer in answers.items() if not answer.is_done]:
        raise WorkflowError("unanswered", unanswered)
    if warned := [code for code in warned_codes if code in answers]:
        raise WorkflowError("unanswered-warnings", warned)
    if not declared:
        raise WorkflowError("undeclared")


class Concern(StrEnum):
    """A reason to look at an indicator again before a step that concerns many of them.

    The last two keep an indicator out of what is accepted in one step.
    """

    UNANSWERED_WARNING = "unanswered-warning"
    WARNED = "warned"
    OPEN_COMMENTS = "open-comments"
    OTHER_LEVELS = "other-levels"
    CHANGED_SINCE = "changed-since-opened"
    NOT_OPENED = "not-opened"
    IN_BULK = "accepted-in-bulk"
    WITHOUT_EVIDENCE = "without-evidence"
    NOT_APPLICABLE = "not-applicable"
    RETURNED = "returned-before"


@dataclass(frozen=True, slots=True)
class Statement:
    """What an assessor is told before accepting in bulk, passing or recommending.

    `states` are the indicators that the step concerns, by code, as they were shown; `concerns` those of them
    with a reason to look again, `left_out` those that are not accepted with the others. All are in the order
    of the criteria.
    """

    states: Mapping[str, EntryState]
    concerns: Mapping[Concern, Sequence[str]]
    left_out: Mapping[Concern, Sequence[str]]
    entered_level: int
    audited_level: int
    is_visit_missing: bool = False

    @property
    def codes(self) -> list[str]:
        return list(self.states)

    def plain(self) -> dict[str, object]:
        """Return the exceptions as plain JSON, for the history."""
        return {
            "concerns": {kind.value: list(codes) for kind, codes in self.concerns.items() if codes},
            "left_out": {kind.value: list(codes) for kind, codes in self.left_out.items() if codes},
            "entered_level": self.entered_level,
            "audited_level": self.audited_level,
            "is_visit_missing": self.is_visit_missing,
        }

    @property
    def mark(self) -> str:
        """Return a text that differs for every other statement; a confirmation names the one it answers."""
        return _mark_of([self.codes, self.states, self.plain()])


def shown_mark(state: EntryState, stage: str) -> str:
    """Return a text that differs for every other state that a stage judges; a verdict names the one shown."""
    return _mark_of(judged_state(state, stage))


def check_shown(state: EntryState, stage: str, mark: str) -> None:
    """Raise WorkflowError("stated-otherwise") unless `mark` is that of the state; an empty one is any."""
    if mark and mark != shown_mark(state, stage):
        raise WorkflowError("stated-otherwise")


def _mark_of(content: object) -> str:
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def check_stated(states: Mapping[str, EntryState], statement: Statement | None) -> None:
    """Raise WorkflowError("stated-otherwise") unless the statement was about `states`, by code."""
    if statement is not None and statement.states != states:
        raise WorkflowError("stated-otherwise")
