"""The events of a history chain in words: who did what and when, old and new values, reasons."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext

from assessments.audit import words as audit_words
from assessments.entry import words as entry_words
from assessments.entry.domain.values import from_plain
from assessments.evidence import words as evidence_words
from assessments.history import words
from assessments.visits import words as visits_words
from assessments.workflow import words as workflow_words
from assessments.workflow.models import Assessment
from assessments.workflow.queries import edition_of
from ecotown.common.history.models import Event
from ecotown.common.history.reading import Change, Fact, ShownEvent, shown_events
from ecotown.common.thai.formats import long_date, number
from ecotown.common.thai.papers import paper_digits
from ecotown.common.thai.typed_text import page_numbers
from indicators.criteria.domain.framework import Framework, Indicator

_date_in_words, _in_paper_digits = lazy(long_date, str), lazy(paper_digits, str)


def timeline(assessment: Assessment, *, with_statements: bool) -> list[ShownEvent]:
    """Return the events of the assessment, the newest first; two queries besides those of the edition.

    `with_statements` adds what was stated to an assessor before a step, which the province does not read.
    """
    subject, edition = assessment.history_subject, edition_of(assessment)
    return timeline_of(subject, edition, with_statements=with_statements)


def timeline_of(subject: str, edition: Framework, *, with_statements: bool = False) -> list[ShownEvent]:
    """Return the events of `subject`, the newest first; its values belong to indicators of `edition`."""
    return shown_events(
        subject,
        words.event_label,
        codes=lambda row: _in_order(_codes(row), edition),
        changes=lambda row: _changes(row, edition),
        facts=lambda row: [*_facts(row, edition), *(_stated(row) if with_statements else ())],
    )


def _in_order(codes: Iterable[str], edition: Framework) -> list[str]:
    """Return codes in the order of the criteria: PostgreSQL sorts the keys of a stored object by itself."""
    given = list(codes)
    known = set(given) & edition.by_code.keys()
    return [
        *(code for code in edition.by_code if code in known),
        *(code for code in given if code not in known),
    ]


def _codes(row: Event) -> Iterable[str]:
    """Return the codes of the indicators that an event concerns."""
    changed = row.data.get("changes") or row.data.get("verdicts") or row.data.get("codes")
    if changed or "indicator" in row.data:
        return changed or [row.data["indicator"]]
    return [code for key in words.EVENT_CODE_KEYS for code in row.data.get(key, ())]


def _changes(row: Event, edition: Framework) -> Iterator[Change]:
    """Yield the saved values, verdicts and shared quantities: code or name, old and new in words."""
    for key, in_words in (("changes", _in_words), ("verdicts", _verdict_in_words)):
        changes = row.data.get(key, {})
        for code in _in_order(changes, edition):
            change, indicator = changes[code], edition.by_code.get(code)
            yield code, in_words(change, "old", indicator), in_words(change, "new", indicator)
    for target, change in row.data.get("target_changes", {}).items():
        yield target, _target_in_words(change, "old"), _target_in_words(change, "new")
    for key, change in row.data.get("quantity_changes", {}).items():
        yield (
            entry_words.quantity_name(key, edition),
            _quantity_in_words(change, "old", key, edition),
            _quantity_in_words(change, "new", key, edition),
        )


def _facts(row: Event, edition: Framework) -> Iterator[Fact]:
    if quantities := row.data.get("quantities"):
        names = (entry_words.quantity_name(str(key), edition) for key in quantities)
        yield gettext("Basic data of the area"), ", ".join(names)
    if "quantity_changes" in row.data and row.data.get("codes"):
        yield gettext("Followed by"), ", ".join(map(str, row.data["codes"]))
    if row.data.get("is_loaded"):
        yield gettext("Origin"), str(entry_words.NOT_ASSESSED)
    for key, name in words.EVENT_FACTS.items():
        if row.data.get(key) not in (None, ""):
            yield str(name), _fact(key, row.data[key])


def _in_words(change: Any, side: str, indicator: Indicator | None) -> str:
    try:
        return entry_words.entry_in_words(from_plain(change[side]), indicator) if indicator else ""
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        # A row that was tampered with is shown unformatted; the verification of the chain reports it.
        return str(change)


def _quantity_in_words(change: Any, side: str, key: str, edition: Framework) -> str:
    try:
        return entry_words.quantity_in_words(change[side], key, edition)
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        return str(change)


def _target_in_words(change: Any, side: str) -> str:
    """Return year, responsible and budget of a target on one line."""
    try:
        values = [str(change[side]["year"]), change[side]["responsible"]]
        if change[side]["budget"] is not None:
            values.append(gettext("%(budget)s baht") % {"budget": number(Decimal(change[side]["budget"]))})
        return " · ".join(values)
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        return str(change)


def _verdict_in_words(change: Any, side: str, indicator: Indicator | None) -> str:
    try:
        return audit_words.verdict_in_words(change[side], indicator) if indicator else ""
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        return str(change)


def _stated(row: Event) -> list[Fact]:
    """Return what was stated before a step, in words; nothing when nothing was."""
    if not (stated := row.data.get("stated")):
        return []
    try:
        return list(audit_words.statement_in_words(stated))
    except (AttributeError, KeyError, TypeError):
        return [(gettext("Stated before"), str(stated))]


def _fact(key: str, value: Any) -> str:
    if key == "page":
        return page_numbers(str(value))
    if key == "tone":
        return str(visits_words.FINDING_RESULTS.get(str(value), value))
    if key == "refusal":
        return str(evidence_words.PICTURE_REFUSALS.get(str(value), value))
    # As text only when it is shown, since dates and numbers of meetings look different on a paper.
    if key in {"meeting_date", "due_on", "visited_on"}:
        return _date_in_words(date.fromisoformat(str(value)))
    if key in {"meeting_number", "year", "round"}:
        return _in_paper_digits(value)
    return str(workflow_words.STATUS_NAMES[value]) if key == "stage" else str(value)
