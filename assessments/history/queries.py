"""The events of a history chain in words: who did what and when, old and new values, reasons."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from assessments.audit import words as audit_words
from assessments.entry import words as entry_words
from assessments.entry.domain.values import from_plain
from assessments.evidence import words as evidence_words
from assessments.history import words
from assessments.visits import words as visits_words
from assessments.workflow import words as workflow_words
from assessments.workflow.models import Assessment
from assessments.workflow.queries import edition_of
from ecotown.common.history import recording
from ecotown.common.history.models import Event
from ecotown.common.thai.formats import long_date
from indicators.criteria.domain.framework import Framework, Indicator


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One line of the timeline.

    `number` is its position in the chain and `seal` its hash. `codes` are the indicators it concerns,
    `changes` the saved values and verdicts: the indicator's code, old and new in words. `facts` are further
    details as (name, words), and `reason` is the reason.
    """

    number: int
    name: str
    label: str
    kind: str
    by: str
    at: datetime
    codes: tuple[str, ...]
    changes: tuple[tuple[str, str, str], ...]
    facts: tuple[tuple[str, str], ...]
    reason: str
    seal: str


def timeline(assessment: Assessment) -> list[TimelineEvent]:
    """Return the events of the assessment, the newest first; two queries besides those of the edition."""
    return timeline_of(assessment.history_subject, edition_of(assessment))


def timeline_of(subject: str, edition: Framework) -> list[TimelineEvent]:
    """Return the events of `subject`, the newest first; its values belong to indicators of `edition`."""
    return [_event(row, edition) for row in recording.events_of(subject).reverse()]


def _event(row: Event, edition: Framework) -> TimelineEvent:
    changes, verdicts = row.data.get("changes", {}), row.data.get("verdicts", {})
    codes = row.data.get("codes") or [row.data[key] for key in ("indicator",) if key in row.data]
    codes = codes or [code for key in words.EVENT_CODE_KEYS for code in row.data.get(key, ())]
    return TimelineEvent(
        number=row.sequence,
        name=row.name,
        label=words.event_label(row.name),
        kind=words.event_kind(row.name),
        by=str(row.by) if row.by else "",
        at=row.at,
        codes=tuple(changes) or tuple(verdicts) or tuple(codes),
        changes=tuple(
            (code, *(in_words(change, side, edition.by_code.get(code)) for side in ("old", "new")))
            for changed, in_words in ((changes, _in_words), (verdicts, _verdict_in_words))
            for code, change in changed.items()
        ),
        facts=tuple(
            (str(name), _fact(key, row.data[key]))
            for key, name in words.EVENT_FACTS.items()
            if row.data.get(key) not in (None, "")
        ),
        reason=str(row.data.get("reason", "")),
        seal=row.hash,
    )


def _in_words(change: Any, side: str, indicator: Indicator | None) -> str:
    try:
        return entry_words.entry_in_words(from_plain(change[side]), indicator) if indicator else ""
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        # A row that was tampered with is shown unformatted; the verification of the chain reports it.
        return str(change)


def _verdict_in_words(change: Any, side: str, indicator: Indicator | None) -> str:
    try:
        return audit_words.verdict_in_words(change[side], indicator) if indicator else ""
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        return str(change)


def _fact(key: str, value: Any) -> str:
    if key == "tone":
        return str(visits_words.FINDING_RESULTS.get(str(value), value))
    if key == "refusal":
        return str(evidence_words.PICTURE_REFUSALS.get(str(value), value))
    if key in {"meeting_date", "due_on", "visited_on"}:
        return long_date(date.fromisoformat(str(value)))
    return str(workflow_words.STATUS_NAMES[value]) if key == "stage" else str(value)
