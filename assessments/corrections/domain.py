"""Conditions of correcting a published result, of deciding on it, and the corrected values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessments.entry.domain.values import EntryValue
from assessments.workflow.domain import WorkflowError
from ecotown.common.thai.typed_text import ascii_value, visible_text


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

# The letters of verification codes: none looks like another one. Their number is prime, so that the check
# letter finds every mistyped letter and every exchange of two.
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
RANDOM_LETTERS = 11
CODE_LENGTH = RANDOM_LETTERS + 1
CODE_GROUP = 4
# What a published text must not hold, by the kind of the private detail.
PRIVATE_DETAILS = {
    "mail": re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"),
    "phone": re.compile(r"(?<!\d)(?:\+66|0)[\s.-]?\d(?:[\s.-]?\d){7,8}(?!\d)"),
    "identity": re.compile(r"(?<!\d)\d(?:[\s-]?\d){12}(?!\d)"),
}


def question_code(random_letters: str) -> str:
    """Return the code of a question: `random_letters` with their check letter."""
    return random_letters + _check_letter(random_letters)


def is_question_code(code: str) -> bool:
    """Return whether `code` can be that of a question: length, letters and check letter are right."""
    is_whole = len(code) == CODE_LENGTH and set(code) <= set(CODE_LETTERS)
    return is_whole and code[-1] == _check_letter(code[:-1])


def code_in(typed: str) -> str:
    """Return the code in what was typed, in lower case and without blanks and hyphens.

    An address that ends in the code may stand around it.
    """
    return re.sub(r"[\s_-]", "", ascii_value(typed).rstrip("/").rpartition("/")[2]).lower()


def grouped_code(code: str) -> str:
    """Return a code as people read it: ab2c-de3f-gh4j."""
    return "-".join(code[start : start + CODE_GROUP] for start in range(0, len(code), CODE_GROUP))


def private_details(text: str) -> tuple[str, ...]:
    """Return the kinds of private details in a text that is to be published, none when it has none."""
    readable = ascii_value(text)
    return tuple(kind for kind, pattern in PRIVATE_DETAILS.items() if pattern.search(readable))


def _check_letter(letters: str) -> str:
    weighted = (place * CODE_LETTERS.index(letter) for place, letter in enumerate(letters, 1))
    return CODE_LETTERS[sum(weighted) % len(CODE_LETTERS)]


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

    A changed level needs a meeting and a reason; for a kept one either may be given. Raises
    WorkflowError: "level-unchanged", "level-meeting-missing", "level-reason-missing".
    """
    if granted_level is None:
        return
    if granted_level == present_level:
        raise WorkflowError("level-unchanged")
    if not has_meeting:
        raise WorkflowError("level-meeting-missing")
    if not visible_text(reason):
        raise WorkflowError("level-reason-missing")


class CorrectionTask(StrEnum):
    """What an administrator does about a proposed correction."""

    COMPUTE = "compute"  # its level could not be computed
    EXPLAIN = "explain"  # why the granted level differs is missing, or another meeting has to decide
    DECIDE = "decide"


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """What decides who does what about a correction; people are user ids.

    `computed_level` is that of the corrected values, None before it is computed. `granted_level` is the level
    in force once the correction is approved. `standing_reason` is the reason given before for a difference of
    the levels; it goes on to hold when the correction changes neither level, and is empty otherwise.
    `is_meeting_closed`: whether the minutes of the meeting that decided were closed without the decision.
    """

    proposed_by: int
    recommended_by: int | None
    state: str
    computed_level: int | None
    is_failed: bool
    granted_level: int
    standing_reason: str
    reason: str
    has_meeting: bool
    is_meeting_closed: bool = False

    @property
    def differs(self) -> bool:
        """Whether another level is granted than computed."""
        return self.computed_level is not None and self.computed_level != self.granted_level

    @property
    def is_unexplained(self) -> bool:
        """Whether the levels differ, and neither a reason is given nor a meeting has decided."""
        reasons = (self.reason, self.standing_reason)
        is_explained = self.has_meeting or any(visible_text(reason) for reason in reasons)
        return self.differs and not is_explained


def check_decision(person: int, facts: CorrectionFacts) -> None:
    """Raise unless `person` may decide on a correction (four-eyes principle).

    Neither who proposed it nor who recommended the assessment decides.
    Raises WorkflowError: "correction-decided", "own-correction", "own-recommendation".
    """
    if facts.state != CorrectionState.PROPOSED:
        raise WorkflowError("correction-decided")
    if person == facts.proposed_by:
        raise WorkflowError("own-correction")
    if person == facts.recommended_by:
        raise WorkflowError("own-recommendation")


def check_approval(person: int, facts: CorrectionFacts) -> None:
    """Raise unless `person` may approve a correction: its level is computed, and a difference explained.

    Raises WorkflowError: "level-pending", "correction-meeting-closed", "difference-unexplained", and what
    `check_decision` raises.
    """
    check_decision(person, facts)
    if facts.computed_level is None:
        raise WorkflowError("level-pending")
    if facts.is_meeting_closed:
        raise WorkflowError("correction-meeting-closed")
    if facts.is_unexplained:
        raise WorkflowError("difference-unexplained")


def check_refusal(person: int, facts: CorrectionFacts, note: str) -> None:
    """Raise unless `person` may refuse a correction, with the reason `note`.

    Raises WorkflowError: "refusal-reason-missing", and what `check_decision` raises.
    """
    check_decision(person, facts)
    if not visible_text(note):
        raise WorkflowError("refusal-reason-missing")


def task_of(person: int, facts: CorrectionFacts) -> CorrectionTask | None:
    """Return what a correction waits for from an administrator, None when they can do nothing."""
    if facts.state != CorrectionState.PROPOSED:
        return None
    if facts.is_failed:
        return CorrectionTask.COMPUTE
    if facts.is_unexplained or facts.is_meeting_closed:
        return CorrectionTask.EXPLAIN
    try:
        check_decision(person, facts)
    except WorkflowError:
        return None
    return CorrectionTask.DECIDE


def check_handling(*, is_open: bool) -> None:
    """Raise WorkflowError("question-answered") when the visitor of a question has the answer."""
    if not is_open:
        raise WorkflowError("question-answered")


def check_handler(person: int, handled_by: int | None, *, is_open: bool) -> None:
    """Raise WorkflowError("question-of-other") while another person handles an open question.

    Whoever wants to answer it takes it over first; an answer that was given anyone may change.
    """
    if is_open and handled_by not in {None, person}:
        raise WorkflowError("question-of-other")


def check_answer(answer: str, shown_text: str, *, is_shown: bool, may_be_shown: bool) -> None:
    """Raise unless this is an answer, and everyone may read it and `shown_text` when it is to be shown.

    Raises WorkflowError: "public-answer-missing", "consent-missing", "private-details".
    """
    if not visible_text(answer) or (is_shown and not visible_text(shown_text)):
        raise WorkflowError("public-answer-missing")
    if is_shown and not may_be_shown:
        raise WorkflowError("consent-missing")
    if is_shown and (private_details(shown_text) or private_details(answer)):
        raise WorkflowError("private-details")


def with_corrections(
    published: Mapping[str, EntryValue], corrections: Iterable[Mapping[str, EntryValue]]
) -> dict[str, EntryValue]:
    """Return the published values with the corrections applied, oldest first."""
    values = dict(published)
    for corrected in corrections:
        values.update(corrected)
    return values
