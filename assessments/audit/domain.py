"""Verdicts of assessors: which are possible, whether they still hold, and the audited values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
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


def is_stale(ruling: Ruling, state: EntryState) -> bool:
    """Return whether value or evidence have changed since the verdict was given.

    A site visit is part of the external audit: its photographs do not make internal verdicts stale.
    Rule: docs/architecture.md, "The workflow".
    """
    if ruling.stage == Status.INTERNAL_AUDIT:
        return province_state(ruling.seen) != province_state(state)
    return ruling.seen != state


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
