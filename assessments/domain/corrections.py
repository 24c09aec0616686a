"""Correcting a published result: what is proposed, who decides, what the corrected values are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from assessments.domain.entries import Given
from assessments.domain.workflow import WorkflowError
from ecotown.common.typed_text import visible


class Decision(StrEnum):
    """How far a correction has come."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"


class Asked(StrEnum):
    """How far the question of a visitor has come."""

    NEW = "new"
    HANDLING = "handling"
    ANSWERED = "answered"
    CORRECTED = "corrected"


OPEN_QUESTIONS = (Asked.NEW, Asked.HANDLING)


def check_proposal(
    published: Mapping[str, Given], corrected: Mapping[str, Given], reason: str, *, is_one_open: bool
) -> None:
    """Whether these values can be proposed instead of the published ones.

    Raises WorkflowError: "correction-open" while another one waits, "nothing-corrected",
    "correction-without-change" with the indicators, "correction-reason-missing".
    """
    if is_one_open:
        raise WorkflowError("correction-open")
    if not corrected:
        raise WorkflowError("nothing-corrected")
    same = [code for code, given in corrected.items() if published.get(code, Given()) == given]
    if same:
        raise WorkflowError("correction-without-change", same)
    if not visible(reason):
        raise WorkflowError("correction-reason-missing")


def check_level(granted_level: int | None, *, present_level: int, reason: str, has_meeting: bool) -> None:
    """The committee changes its level at a meeting, with a reason; None leaves the level as it is.

    Raises WorkflowError: "level-unchanged", "level-meeting-missing", "level-reason-missing".
    """
    if granted_level is None:
        return
    if granted_level == present_level:
        raise WorkflowError("level-unchanged")
    if not has_meeting:
        raise WorkflowError("level-meeting-missing")
    if not visible(reason):
        raise WorkflowError("level-reason-missing")


def check_decision(person: int, proposed_by: int, decision: str, *, computed_level: int | None) -> None:
    """Four eyes: somebody else than the one who proposed decides, and sees the level that comes of it.

    Raises WorkflowError: "correction-decided", "own-correction", "level-pending".
    """
    if decision != Decision.PROPOSED:
        raise WorkflowError("correction-decided")
    if person == proposed_by:
        raise WorkflowError("own-correction")
    if computed_level is None:
        raise WorkflowError("level-pending")


def check_refusal(person: int, proposed_by: int, decision: str, note: str) -> None:
    """Raises WorkflowError: "correction-decided", "own-correction", "refusal-reason-missing"."""
    check_decision(person, proposed_by, decision, computed_level=0)
    if not visible(note):
        raise WorkflowError("refusal-reason-missing")


def check_handling(state: str) -> None:
    """Raises WorkflowError("question-answered") when a question has been answered or led to a correction."""
    if state not in OPEN_QUESTIONS:
        raise WorkflowError("question-answered")


def with_corrections(
    published: Mapping[str, Given], corrections: Iterable[Mapping[str, Given]]
) -> dict[str, Given]:
    """The values that hold after the corrections, the oldest first; the published ones stay as they were."""
    values = dict(published)
    for one in corrections:
        values.update(one)
    return values
