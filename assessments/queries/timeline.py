"""The events of a history chain in words: who did what and when, old and new values, reasons."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from assessments import labels
from assessments.domain.entries import from_plain
from assessments.models import Assessment
from assessments.queries.entries import edition_of
from ecotown.common import history
from ecotown.common.models import HistoryRow
from ecotown.common.templatetags.thai import long_date
from indicators.domain.framework import Framework, Indicator


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the timeline.

    `number` is its position in the chain and `seal` its hash. `codes` are the indicators it concerns,
    `changes` the saved values and verdicts: the indicator's code, old and new in words. `facts` are further
    details as (name, words), and `why` is the reason.
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
    why: str
    seal: str


def timeline(assessment: Assessment) -> list[Deed]:
    """Return the events of the assessment, the newest first; two queries besides those of the edition."""
    return deeds_of(assessment.history_subject, edition_of(assessment))


def deeds_of(subject: str, edition: Framework) -> list[Deed]:
    """Return the events of `subject`, the newest first; its values belong to indicators of `edition`."""
    return [_event(row, edition) for row in history.rows_of(subject).reverse()]


def _event(row: HistoryRow, edition: Framework) -> Deed:
    changes, verdicts = row.data.get("changes", {}), row.data.get("verdicts", {})
    codes = row.data.get("codes") or [row.data[key] for key in ("indicator",) if key in row.data]
    codes = codes or [code for key in labels.DEED_CODES for code in row.data.get(key, ())]
    return Deed(
        number=row.sequence,
        name=row.name,
        label=labels.deed(row.name),
        kind=labels.deed_kind(row.name),
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
            for key, name in labels.DEED_FACTS.items()
            if row.data.get(key) not in (None, "")
        ),
        why=str(row.data.get("reason", "")),
        seal=row.hash,
    )


def _in_words(change: Any, side: str, indicator: Indicator | None) -> str:
    try:
        return labels.in_words(from_plain(change[side]), indicator) if indicator else ""
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        # A row that was tampered with is shown unformatted; the verification of the chain reports it.
        return str(change)


def _verdict_in_words(change: Any, side: str, indicator: Indicator | None) -> str:
    try:
        return labels.verdict_in_words(change[side], indicator) if indicator else ""
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        return str(change)


def _fact(key: str, value: Any) -> str:
    if key == "tone":
        return str(labels.TONES.get(str(value), value))
    if key == "refusal":
        return str(labels.PICTURE_REFUSALS.get(str(value), value))
    if key in {"meeting_date", "due_on", "visited_on"}:
        return long_date(date.fromisoformat(str(value)))
    return str(labels.STATUS_NAMES[value]) if key == "stage" else str(value)
