"""Conditions of correcting a published result, of deciding on it, and the corrected values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from assessments.entry.domain.values import EntryValue
from assessments.workflow.domain import WorkflowError
from ecotown.common.thai.typed_text import visible_text


class CorrectionState(StrEnum):
    """The state of a correction."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"


class QuestionState(StrEnum):
    """The state of a visitor's question."""

    NEW = "new"
    HANDLING = "handling"
    ANSWERED = "answered"
    CORRECTED = "corrected"


OPEN_QUESTIONS = (QuestionState.NEW, QuestionState.HANDLING)


def check_proposal(
    published: Mapping[str, EntryValue],
    corrected: Mapping[str, EntryValue],
    reason: str,
    *,
    has_open_correction: bool,
) -> None:
    """Raise unless these values can be proposed instead of the published ones.

    Raises WorkflowError: "correction-open" while another correction waits, "nothing-corrected",
    "correction-without-change" with the indicators, "correction-reason-missing".
    """
    if has_open_correction:
        raise WorkflowError("correction-open")
    if not corrected:
        raise WorkflowError("nothing-corrected")
    unchanged = [
        code for code, entry_value in corrected.items() if published.get(code, EntryValue()) == entry_value
    ]
    if unchanged:
        raise WorkflowError("correction-without-change", unchanged)
    if not visible_text(reason):
        raise WorkflowError("correction-reason-missing")


def check_level(granted_level: int | None, *, present_level: int, reason: str, has_meeting: bool) -> None:
    """Raise unless the committee can grant this level with a correction; None keeps the present level.

    A changed level needs a meeting and a reason. Raises WorkflowError: "level-unchanged",
    "level-meeting-missing", "level-reason-missing".
    """
    if granted_level is None:
        return
    if granted_level == present_level:
        raise WorkflowError("level-unchanged")
    if not has_meeting:
        raise WorkflowError("level-meeting-missing")
    if not visible_text(reason):
        raise WorkflowError("level-reason-missing")


def check_decision(person: int, proposed_by: int, decision: str, *, computed_level: int | None) -> None:
    """Raise unless `person` may decide on a correction (four-eyes principle).

    Another person than the proposer decides, after the resulting level was computed.
    Raises WorkflowError: "correction-decided", "own-correction", "level-pending".
    """
    if decision != CorrectionState.PROPOSED:
        raise WorkflowError("correction-decided")
    if person == proposed_by:
        raise WorkflowError("own-correction")
    if computed_level is None:
        raise WorkflowError("level-pending")


def check_refusal(person: int, proposed_by: int, decision: str, note: str) -> None:
    """Raise unless `person` may refuse a correction, with the reason `note`.

    Raises WorkflowError: "correction-decided", "own-correction", "refusal-reason-missing".
    """
    check_decision(person, proposed_by, decision, computed_level=0)
    if not visible_text(note):
        raise WorkflowError("refusal-reason-missing")


def check_handling(state: str) -> None:
    """Raise WorkflowError("question-answered") when a question is answered or led to a correction."""
    if state not in OPEN_QUESTIONS:
        raise WorkflowError("question-answered")


def with_corrections(
    published: Mapping[str, EntryValue], corrections: Iterable[Mapping[str, EntryValue]]
) -> dict[str, EntryValue]:
    """Return the published values with the corrections applied, oldest first."""
    values = dict(published)
    for corrected in corrections:
        values.update(corrected)
    return values
