"""The workflow of an assessment: which step leads where, and whose hands it may pass through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ecotown.common.typed_text import visible


class Status(StrEnum):
    DRAFT = "draft"
    INTERNAL_AUDIT = "internal-audit"
    EXTERNAL_AUDIT = "external-audit"
    RETURNED = "returned"
    COMMITTEE = "committee"
    GRANTED = "granted"
    PUBLISHED = "published"


class Step(StrEnum):
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    RETURN = "return"
    PASS = "pass"  # noqa: S105 a step, not a password
    RECOMMEND = "recommend"
    RESUBMIT = "resubmit"
    SEND_BACK = "send-back"
    RESOLVE = "resolve"
    PUBLISH = "publish"
    CORRECT = "correct"


class Who(StrEnum):
    OFFICER = "officer of the province"
    STAGE_ASSESSOR = "assessor of the stage"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table: from a status, by a step, to a status, by whom."""

    source: Status
    step: Step
    target: Status
    who: Who


# design.md, "The workflow". A resubmission goes back to the stage that returned it.
TRANSITIONS = (
    Transition(Status.DRAFT, Step.SUBMIT, Status.INTERNAL_AUDIT, Who.OFFICER),
    # An officer who finds a mistake takes it back, as long as no assessor has begun.
    Transition(Status.INTERNAL_AUDIT, Step.WITHDRAW, Status.DRAFT, Who.OFFICER),
    Transition(Status.INTERNAL_AUDIT, Step.RETURN, Status.RETURNED, Who.STAGE_ASSESSOR),
    Transition(Status.INTERNAL_AUDIT, Step.PASS, Status.EXTERNAL_AUDIT, Who.STAGE_ASSESSOR),
    Transition(Status.EXTERNAL_AUDIT, Step.RETURN, Status.RETURNED, Who.STAGE_ASSESSOR),
    Transition(Status.EXTERNAL_AUDIT, Step.RECOMMEND, Status.COMMITTEE, Who.STAGE_ASSESSOR),
    Transition(Status.RETURNED, Step.RESUBMIT, Status.INTERNAL_AUDIT, Who.OFFICER),
    Transition(Status.RETURNED, Step.RESUBMIT, Status.EXTERNAL_AUDIT, Who.OFFICER),
    Transition(Status.COMMITTEE, Step.SEND_BACK, Status.EXTERNAL_AUDIT, Who.ADMINISTRATOR),
    Transition(Status.COMMITTEE, Step.RESOLVE, Status.GRANTED, Who.ADMINISTRATOR),
    Transition(Status.GRANTED, Step.PUBLISH, Status.PUBLISHED, Who.ADMINISTRATOR),
    Transition(Status.PUBLISHED, Step.CORRECT, Status.PUBLISHED, Who.ADMINISTRATOR),
)
EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})
COMMENTABLE = frozenset({Status.INTERNAL_AUDIT, Status.EXTERNAL_AUDIT, Status.RETURNED, Status.COMMITTEE})


class WorkflowError(Exception):
    """A step that is not possible; `code` says why, `indicators` which ones it is about, if any."""

    def __init__(self, code: str, indicators: Iterable[str] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.indicators = tuple(indicators)


@dataclass(frozen=True, slots=True)
class Hands:
    """Through whose hands an assessment has gone, as user ids; None where nobody has acted yet.

    `entered_by` entered values or gave evidence, `judged_inside` and `judged_outside` gave verdicts,
    `recused` asked to be taken off an audit.
    """

    entered_by: frozenset[int] = frozenset()
    passed_by: int | None = None
    recommended_by: int | None = None
    judged_inside: frozenset[int] = frozenset()
    judged_outside: frozenset[int] = frozenset()
    recused: frozenset[int] = frozenset()

    def of_other_stage(self, stage: str) -> frozenset[int]:
        """Who has had a hand in the other audit than `stage`."""
        if stage == Status.EXTERNAL_AUDIT:
            return self.judged_inside | ({self.passed_by} if self.passed_by else set())
        return self.judged_outside | ({self.recommended_by} if self.recommended_by else set())


def target(current: str, step: Step, *, returned_from: str | None = None) -> Status:
    """The status that `step` leads to.

    `returned_from` is the stage that returned the assessment; only a resubmission asks for it.
    Raises WorkflowError("not-now") when the table has no such line.
    """
    targets = [line.target for line in TRANSITIONS if line.source == current and line.step == step]
    if step == Step.RESUBMIT:
        targets = [status for status in targets if status == returned_from]
    if len(targets) != 1:
        raise WorkflowError("not-now")
    return targets[0]


def check_entering(current: str) -> None:
    """Values change only while the province has the assessment. Raises WorkflowError("locked")."""
    if current not in EDITABLE:
        raise WorkflowError("locked")


def check_unlocked(codes: Iterable[str], unlocked: Iterable[str] | None) -> None:
    """After a return only what was sent back changes; None: nothing was.

    Raises WorkflowError("not-returned") with the other indicators.
    """
    if unlocked is None:
        return
    if locked := sorted(set(codes) - set(unlocked)):
        raise WorkflowError("not-returned", locked)


def check_audit(person: int, hands: Hands, *, stage: str) -> None:
    """Whether `person` may audit at `stage` (internal or external audit).

    Raises WorkflowError: "own-entries" when they entered a value or gave evidence, "both-audits" when
    they had a hand in the other audit. Rule: design.md, "The workflow", separation of duties.
    """
    if person in hands.entered_by:
        raise WorkflowError("own-entries")
    if person in hands.of_other_stage(stage):
        raise WorkflowError("both-audits")


def check_assessor(person: int, assigned: int | None) -> None:
    """Only the assessor of the stage acts. Raises WorkflowError: "not-assigned", "other-assessor"."""
    if assigned is None:
        raise WorkflowError("not-assigned")
    if person != assigned:
        raise WorkflowError("other-assessor")


def check_taking(person: int, assigned: int | None, hands: Hands, *, stage: str) -> None:
    """Whether an assessor may take a stage that nobody has.

    Raises WorkflowError: "other-assessor", "recused" when they asked to be taken off before, and what
    `check_audit` raises.
    """
    if assigned is not None:
        raise WorkflowError("other-assessor")
    if person in hands.recused:
        raise WorkflowError("recused")
    check_audit(person, hands, stage=stage)


def open_stages(current: str, *, returned_from: str | None = None) -> tuple[Status, ...]:
    """The audits that are not finished, which an assessor can still be assigned to."""
    at = returned_from if current == Status.RETURNED else current
    if at in {Status.DRAFT, Status.INTERNAL_AUDIT}:
        return (Status.INTERNAL_AUDIT, Status.EXTERNAL_AUDIT)
    return (Status.EXTERNAL_AUDIT,) if at == Status.EXTERNAL_AUDIT else ()


def check_commenting(current: str) -> None:
    """Raises WorkflowError("no-comments-now") before the submission and after the decision."""
    if current not in COMMENTABLE:
        raise WorkflowError("no-comments-now")


def check_withdrawal(*, has_begun: bool) -> None:
    """Raises WorkflowError("audit-begun") once an assessor has begun."""
    if has_begun:
        raise WorkflowError("audit-begun")


def check_recording(person: int, hands: Hands, *, computed_level: int | None) -> None:
    """Whether `person` may record a resolution now.

    Raises WorkflowError: "own-recommendation", or "level-pending" while the level is not computed.
    """
    if person == hands.recommended_by:
        raise WorkflowError("own-recommendation")
    if computed_level is None:
        raise WorkflowError("level-pending")


def check_granted(granted_level: int, *, computed_level: int, reason: str) -> None:
    """Raises WorkflowError("reason-missing") when the levels differ without a written reason.

    Rule: design.md, "Level of an area": the committee grants a level, equal or not.
    """
    if granted_level != computed_level and not visible(reason):
        raise WorkflowError("reason-missing")


def check_evidence(unexamined: Iterable[object], refused_cited: Iterable[object]) -> None:
    """Whether the files of an assessment can be handed in.

    Raises WorkflowError: "evidence-unexamined" while a file is being examined, for it may yet be refused, and
    "refused-cited" when one that was refused is still cited, for then it proves nothing.
    """
    for code, files in {"evidence-unexamined": unexamined, "refused-cited": refused_cited}.items():
        if list(files):
            raise WorkflowError(code)


def check_submission(
    missing_codes: Iterable[str],
    unconfirmed_codes: Iterable[str] = (),
    warned_codes: Iterable[str] = (),
    *,
    declared: bool,
) -> None:
    """Raises WorkflowError, with the indicators it is about: "incomplete" when one has no answer,
    "unconfirmed", "unanswered-warnings"; then "undeclared".

    A value carried forward from the cycle before waits for someone who confirms or changes it, a warning
    for a typed reason.
    """
    waiting = {
        "incomplete": tuple(missing_codes),
        "unconfirmed": tuple(unconfirmed_codes),
        "unanswered-warnings": tuple(warned_codes),
    }
    for code, indicators in waiting.items():
        if indicators:
            raise WorkflowError(code, indicators)
    if not declared:
        raise WorkflowError("undeclared")
