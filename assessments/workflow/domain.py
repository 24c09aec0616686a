"""The workflow of an assessment: its transitions, and the separation of duties."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol


class Status(StrEnum):
    DRAFT = "draft"
    INTERNAL_AUDIT = "internal-audit"
    EXTERNAL_AUDIT = "external-audit"
    RETURNED = "returned"
    COMMITTEE = "committee"
    GRANTED = "granted"
    PUBLISHED = "published"
    UNFINISHED = "unfinished"


class Step(StrEnum):
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    RETURN = "return"
    PASS = "pass"  # noqa: S105 a step, not a password
    RECOMMEND = "recommend"
    RESUBMIT = "resubmit"
    SEND_BACK = "send-back"
    RESOLVE = "resolve"
    WITHDRAW_RESOLUTION = "withdraw-resolution"
    PUBLISH = "publish"
    CORRECT = "correct"
    END = "end"
    RESUME = "resume"


class Actor(StrEnum):
    OFFICER = "officer of the province"
    STAGE_ASSESSOR = "assessor of the stage"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table: from a status, by a step, to a status, by whom."""

    source: Status
    step: Step
    target: Status
    actor: Actor


# What is not published when its cycle is closed ends without a result. A result that the committee has
# granted is published first.
ENDABLE = (
    *(Status.DRAFT, Status.RETURNED, Status.INTERNAL_AUDIT),
    *(Status.EXTERNAL_AUDIT, Status.COMMITTEE),
)

# docs/architecture.md, "The workflow". A resubmission goes back to the stage that returned it, an assessment
# that is resumed to the status in which it ended.
TRANSITIONS = (
    Transition(Status.DRAFT, Step.SUBMIT, Status.INTERNAL_AUDIT, Actor.OFFICER),
    # An officer who finds a mistake can withdraw, as long as no assessor has begun.
    Transition(Status.INTERNAL_AUDIT, Step.WITHDRAW, Status.DRAFT, Actor.OFFICER),
    Transition(Status.INTERNAL_AUDIT, Step.RETURN, Status.RETURNED, Actor.STAGE_ASSESSOR),
    Transition(Status.INTERNAL_AUDIT, Step.PASS, Status.EXTERNAL_AUDIT, Actor.STAGE_ASSESSOR),
    Transition(Status.EXTERNAL_AUDIT, Step.RETURN, Status.RETURNED, Actor.STAGE_ASSESSOR),
    Transition(Status.EXTERNAL_AUDIT, Step.RECOMMEND, Status.COMMITTEE, Actor.STAGE_ASSESSOR),
    Transition(Status.RETURNED, Step.RESUBMIT, Status.INTERNAL_AUDIT, Actor.OFFICER),
    Transition(Status.RETURNED, Step.RESUBMIT, Status.EXTERNAL_AUDIT, Actor.OFFICER),
    Transition(Status.COMMITTEE, Step.SEND_BACK, Status.EXTERNAL_AUDIT, Actor.ADMINISTRATOR),
    Transition(Status.COMMITTEE, Step.RESOLVE, Status.GRANTED, Actor.ADMINISTRATOR),
    # A resolution recorded wrongly is taken back until its meeting is closed.
    Transition(Status.GRANTED, Step.WITHDRAW_RESOLUTION, Status.COMMITTEE, Actor.ADMINISTRATOR),
    Transition(Status.GRANTED, Step.PUBLISH, Status.PUBLISHED, Actor.ADMINISTRATOR),
    Transition(Status.PUBLISHED, Step.CORRECT, Status.PUBLISHED, Actor.ADMINISTRATOR),
    # When a cycle is closed, and when it is opened again.
    *(Transition(status, Step.END, Status.UNFINISHED, Actor.ADMINISTRATOR) for status in ENDABLE),
    *(Transition(Status.UNFINISHED, Step.RESUME, status, Actor.ADMINISTRATOR) for status in ENDABLE),
)
EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})
# Internal notes are written while it is audited, and while the province corrects what came back.
NOTABLE = frozenset({Status.INTERNAL_AUDIT, Status.EXTERNAL_AUDIT, Status.RETURNED})
COMMENTABLE = frozenset({Status.INTERNAL_AUDIT, Status.EXTERNAL_AUDIT, Status.RETURNED, Status.COMMITTEE})


class WorkflowError(Exception):
    """A step that is not possible; `code` names the reason, `indicators` the codes concerned, if any."""

    def __init__(self, code: str, indicators: Iterable[str] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.indicators = tuple(indicators)


@dataclass(frozen=True, slots=True)
class Participants:
    """The people who have acted on an assessment, as user ids; None where nobody has acted yet.

    `entered_by` entered values or added evidence; `internal_assessors` and `external_assessors` gave
    verdicts or began the internal and the external audit; `recused` asked to be taken off an audit.
    """

    entered_by: frozenset[int] = frozenset()
    passed_by: int | None = None
    recommended_by: int | None = None
    internal_assessors: frozenset[int] = frozenset()
    external_assessors: frozenset[int] = frozenset()
    recused: frozenset[int] = frozenset()

    def of_other_stage(self, stage: str) -> frozenset[int]:
        """Return the people who have acted in the other audit than `stage`."""
        if stage == Status.EXTERNAL_AUDIT:
            return self.internal_assessors | ({self.passed_by} if self.passed_by else set())
        return self.external_assessors | ({self.recommended_by} if self.recommended_by else set())


def target(
    current: str, step: Step, *, returned_from: str | None = None, ended_from: str | None = None
) -> Status:
    """Return the status that `step` leads to from the status `current`.

    `returned_from` is the stage that returned the assessment, needed for a resubmission only, `ended_from`
    the status in which it ended, needed to resume it.
    Raises WorkflowError("not-now") when the table has no such transition.
    """
    targets = [line.target for line in TRANSITIONS if line.source == current and line.step == step]
    if step == Step.RESUBMIT:
        targets = [status for status in targets if status == returned_from]
    if step == Step.RESUME:
        targets = [status for status in targets if status == ended_from]
    if len(targets) != 1:
        raise WorkflowError("not-now")
    return targets[0]


def check_entering(current: str) -> None:
    """Raise WorkflowError unless the province can change values in this status.

    Raises: "ended" when the cycle was closed, "locked" after the submission.
    """
    if current == Status.UNFINISHED:
        raise WorkflowError("ended")
    if current not in EDITABLE:
        raise WorkflowError("locked")


def check_unlocked(codes: Iterable[str], unlocked: Iterable[str] | None) -> None:
    """Raise WorkflowError("not-returned") with the `codes` that are not `unlocked`; None unlocks all.

    After a return only the returned indicators can be changed.
    """
    if unlocked is None:
        return
    if locked := sorted(set(codes) - set(unlocked)):
        raise WorkflowError("not-returned", locked)


def check_audit(person: int, participants: Participants, *, stage: str) -> None:
    """Raise unless `person` may audit at `stage` (internal or external audit).

    Raises WorkflowError: "own-entries" when they entered a value or added evidence, "both-audits" when they
    acted in the other audit. Rule: docs/architecture.md, "The workflow", separation of duties.
    """
    if person in participants.entered_by:
        raise WorkflowError("own-entries")
    if person in participants.of_other_stage(stage):
        raise WorkflowError("both-audits")


def check_apart(person: int, entered_by: Collection[int]) -> None:
    """Raise WorkflowError("own-entries-result") when `person` took part for the province.

    Whoever did publishes and corrects no result of the assessment, whatever their role became.
    Rule: docs/architecture.md, "The workflow", separation of duties.
    """
    if person in entered_by:
        raise WorkflowError("own-entries-result")


def check_assigned(person: int, assigned: int | None) -> None:
    """Raise unless `person` is the assigned assessor.

    Raises WorkflowError: "not-assigned", "other-assessor".
    """
    if assigned is None:
        raise WorkflowError("not-assigned")
    if person != assigned:
        raise WorkflowError("other-assessor")


def check_taking(person: int, assigned: int | None, participants: Participants, *, stage: str) -> None:
    """Raise unless an assessor may take an unassigned stage.

    Raises WorkflowError: "other-assessor", "recused" when they asked to be taken off before, and what
    `check_audit` raises.
    """
    if assigned is not None:
        raise WorkflowError("other-assessor")
    if person in participants.recused:
        raise WorkflowError("recused")
    check_audit(person, participants, stage=stage)


def open_stages(current: str, *, returned_from: str | None = None) -> tuple[Status, ...]:
    """Return the unfinished audits, to which an assessor can still be assigned."""
    stage = returned_from if current == Status.RETURNED else current
    if stage in {Status.DRAFT, Status.INTERNAL_AUDIT}:
        return (Status.INTERNAL_AUDIT, Status.EXTERNAL_AUDIT)
    return (Status.EXTERNAL_AUDIT,) if stage == Status.EXTERNAL_AUDIT else ()


def check_noting(current: str, person: int, assigned: Collection[int], *, is_administrator: bool) -> None:
    """Raise unless `person` may write an internal note: while it is audited or corrected by the province.

    Raises WorkflowError: "no-notes-now", "note-of-others" unless they are assigned or an administrator.
    """
    if current not in NOTABLE:
        raise WorkflowError("no-notes-now")
    if not is_administrator and person not in assigned:
        raise WorkflowError("note-of-others")


def check_commenting(current: str) -> None:
    """Raise WorkflowError("no-comments-now") before the submission and after the decision."""
    if current not in COMMENTABLE:
        raise WorkflowError("no-comments-now")


STAGES = (Status.INTERNAL_AUDIT, Status.EXTERNAL_AUDIT)

# The dates of a cycle, in the order of the stages; fields of `Cycle`.
STAGE_DATES = ("opens_on", "submit_by", "internal_audit_by", "external_audit_by", "committee_by")

DUE_DATES = {
    Status.DRAFT: "submit_by",
    Status.RETURNED: "submit_by",
    Status.INTERNAL_AUDIT: "internal_audit_by",
    Status.EXTERNAL_AUDIT: "external_audit_by",
    Status.COMMITTEE: "committee_by",
}


class Day(Protocol):
    """A date of the calendar."""

    def __le__(self, other: Any, /) -> bool: ...

    def __lt__(self, other: Any, /) -> bool: ...

    def isoformat(self) -> str: ...


class InCycle(Protocol):
    """An assessment with its cycle, which has the dates that `DUE_DATES` names."""

    @property
    def status(self) -> str: ...

    @property
    def cycle(self) -> object: ...


def due_on(assessment: InCycle) -> Day | None:
    """Return the due date of the present stage: of a return, else of the cycle; None after the last stage."""
    if assessment.status not in DUE_DATES:
        return None
    due: Day | None = getattr(assessment, "return_due_on", None)
    if due is None:
        due = getattr(assessment.cycle, DUE_DATES[Status(assessment.status)])
    return due
