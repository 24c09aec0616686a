"""Site visits of the external audit: when they are recorded, participants, result of a finding."""

from __future__ import annotations

from enum import StrEnum

from assessments.workflow.domain import Status, WorkflowError
from ecotown.common.thai.typed_text import visible_text


class Tone(StrEnum):
    CONFORMS = "conforms"
    OBSERVATION = "observation"
    DOES_NOT_CONFORM = "does-not-conform"


def check_visiting(current: str) -> None:
    """Raise WorkflowError("no-visit-now") outside the external audit."""
    if current != Status.EXTERNAL_AUDIT:
        raise WorkflowError("no-visit-now")


def participants_of(text: str) -> tuple[tuple[str, str], ...]:
    """Return name and position of each line such as "ผู้แทนเทศบาล, นายกเทศมนตรี"; the position may be empty."""
    lines = (line.partition(",") for line in text.splitlines() if visible_text(line).strip(" ,"))
    return tuple((name.strip(), position.strip()) for name, _comma, position in lines)
