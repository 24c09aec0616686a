"""What an assessor says of one indicator, whether it still holds, and the values that come of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from assessments.domain.entries import Given, plain
from assessments.domain.workflow import Status, WorkflowError
from ecotown.common.typed_text import visible
from indicators.domain.result import IndicatorResult, Result


class Kind(StrEnum):
    """What a verdict says. The last two answer that an indicator does not apply to the area."""

    ACCEPT = "accept"
    ADJUST = "adjust"
    RETURN = "return"
    AGREE = "agree-not-applicable"
    REFUSE = "refuse-not-applicable"


STAGES = (Status.INTERNAL_AUDIT, Status.EXTERNAL_AUDIT)
FOR_VALUES = (Kind.ACCEPT, Kind.ADJUST, Kind.RETURN)
FOR_NOT_APPLICABLE = (Kind.AGREE, Kind.REFUSE, Kind.RETURN)
WITHOUT_REASON = frozenset({Kind.ACCEPT, Kind.AGREE})

# What was entered for an indicator and what is cited for it, as plain JSON: `state_of`.
State = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict of a stage in a round; `seen` is the state it was given for, `given` the adjusted value."""

    kind: Kind
    stage: Status
    round: int
    seen: State
    given: Given = field(default_factory=Given)
    reason: str = ""


def state_of(given: Given, cited: Iterable[Mapping[str, str]] = ()) -> State:
    """What a verdict is given for. `cited` has the sha256, name, expected item, page and note of each.

    A photograph of a site visit also has `visit`.
    """
    citations = [dict(sorted(one.items())) for one in cited]
    return {"given": plain(given), "cited": sorted(citations, key=lambda one: sorted(one.items()))}


def of_province(state: State) -> State:
    """What of a state the province has given: all but the photographs of the assessor's site visit."""
    cited = state["cited"]
    given = [one for one in cited if not one.get("visit")] if isinstance(cited, list) else cited
    return {**state, "cited": given}


def kinds_for(entered: Given) -> tuple[Kind, ...]:
    """The verdicts that are possible for what was entered."""
    return FOR_NOT_APPLICABLE if entered.not_applicable else FOR_VALUES


def check_ruling(ruling: Ruling, entered: Given, *, is_adjustment_valid: bool = True) -> None:
    """Raises WorkflowError: "verdict-not-possible", "verdict-reason-missing", "verdict-without-change".

    `is_adjustment_valid` says whether the adjusted value is an answer that fits its indicator.
    """
    if ruling.kind not in kinds_for(entered):
        raise WorkflowError("verdict-not-possible")
    if ruling.kind == Kind.ADJUST and not is_adjustment_valid:
        raise WorkflowError("wrong-value")
    if ruling.kind == Kind.ADJUST and ruling.given == entered:
        raise WorkflowError("verdict-without-change")
    if ruling.kind not in WITHOUT_REASON and not visible(ruling.reason):
        raise WorkflowError("verdict-reason-missing")


def is_stale(ruling: Ruling, state: State) -> bool:
    """Whether value or evidence have changed since. Rule: design.md, "The workflow".

    A site visit is part of the external audit: its photographs leave the internal verdicts alone.
    """
    if ruling.stage == Status.INTERNAL_AUDIT:
        return of_province(ruling.seen) != of_province(state)
    return ruling.seen != state


def standing(rulings: Sequence[Ruling], stage: Status, state: State, *, current_round: int) -> Ruling | None:
    """The verdict of `stage` that holds, out of those on one indicator; None when it must be given.

    The latest one, unless it is stale or has sent the indicator back in an earlier round:
    the province has answered that since.
    """
    of_stage = [ruling for ruling in rulings if ruling.stage == stage]
    if not of_stage:
        return None
    latest = max(of_stage, key=lambda ruling: ruling.round)
    is_answered = latest.kind == Kind.RETURN and latest.round < current_round
    return None if is_answered or is_stale(latest, state) else latest


def audited(entered: Given, rulings: Iterable[Ruling]) -> Given:
    """What counts after the verdicts that hold, the internal stage before the external one.

    A refused "does not apply" counts as missing: design.md, "Meeting a level".
    Accepting accepts what the stage before has left.
    """
    counts = entered
    for ruling in rulings:
        if ruling.kind == Kind.ADJUST:
            counts = ruling.given
        elif ruling.kind == Kind.REFUSE:
            counts = Given()
        elif ruling.kind == Kind.AGREE:
            counts = entered
    return counts


@dataclass(frozen=True, slots=True)
class Moved:
    """An indicator that meets other levels with its audited value than with the one entered."""

    code: str
    entered: IndicatorResult
    audited: IndicatorResult


def moved(entered: Result, audited_result: Result) -> tuple[Moved, ...]:
    """What makes the audited level another one than the entered one, in the order of the criteria."""
    pairs = zip(entered.indicators, audited_result.indicators, strict=True)
    return tuple(
        Moved(old.code, old, new)
        for old, new in pairs
        if (old.meets, old.not_applicable) != (new.meets, new.not_applicable)
    )


def check_completion(standing_rulings: Mapping[str, Ruling | None]) -> None:
    """Whether a stage can be passed; by indicator code, None where a verdict is to be given.

    Raises WorkflowError with the indicators: "unjudged", then "to-be-returned".
    """
    if unjudged := [code for code, ruling in standing_rulings.items() if ruling is None]:
        raise WorkflowError("unjudged", unjudged)
    if returning := codes_to_return(standing_rulings):
        raise WorkflowError("to-be-returned", returning)


def codes_to_return(standing_rulings: Mapping[str, Ruling | None]) -> list[str]:
    """The indicators whose standing verdict sends them back."""
    return [code for code, ruling in standing_rulings.items() if ruling and ruling.kind == Kind.RETURN]


@dataclass(frozen=True, slots=True)
class Answered:
    """What the province did about a returned indicator: changed it, or said why it stays."""

    is_changed: bool
    reply: str = ""

    @property
    def is_done(self) -> bool:
        return self.is_changed or bool(visible(self.reply))


def check_resubmission(
    answers: Mapping[str, Answered],
    missing_codes: Iterable[str],
    warned_codes: Iterable[str] = (),
    *,
    declared: bool,
) -> None:
    """Raises WorkflowError: "incomplete", "unanswered" and "unanswered-warnings" with the indicators,
    "undeclared". A warning counts on an indicator that came back; the others are locked.
    """
    if list(missing_codes):
        raise WorkflowError("incomplete")
    if unanswered := [code for code, answer in answers.items() if not answer.is_done]:
        raise WorkflowError("unanswered", unanswered)
    if warned := [code for code in warned_codes if code in answers]:
        raise WorkflowError("unanswered-warnings", warned)
    if not declared:
        raise WorkflowError("undeclared")
