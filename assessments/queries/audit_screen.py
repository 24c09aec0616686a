"""The audit screen: the list of all indicators beside one indicator with its evidence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from assessments import labels
from assessments.domain.audits import STAGES, Kind, of_province
from assessments.domain.entries import Given, from_plain
from assessments.domain.workflow import Status
from assessments.models import (
    Assessment,
    Citation,
    Comment,
    InternalNote,
    ReturnedIndicator,
    Thread,
    Verdict,
)
from assessments.queries.audits import Correction, Judged, corrections_of
from assessments.queries.entries import given_of
from assessments.queries.evidence import aspect_of, proofs_of
from assessments.queries.warnings import ShownWarning
from assessments.queries.workspace import Card, cards, workspace
from indicators.domain.framework import Framework, Indicator
from indicators.domain.result import IndicatorResult

TONES = {
    Kind.ACCEPT: "ok",
    Kind.AGREE: "ok",
    Kind.ADJUST: "info",
    Kind.REFUSE: "info",
    Kind.RETURN: "bad",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list of indicators: its result and the state of its audit."""

    indicator: Indicator
    judged: Judged
    result: IndicatorResult
    verdict: Verdict | None
    is_changed: bool
    open_threads: int
    warnings: tuple[ShownWarning, ...] = ()

    @property
    def state(self) -> str:
        """Return the words of the verdict in force, else that the value changed or is to be judged."""
        if self.verdict:
            return str(labels.VERDICTS_GIVEN[self.verdict.kind])
        return str(labels.TO_JUDGE["changed" if self.is_changed else "open"])

    @property
    def tone(self) -> str:
        if self.verdict:
            return TONES[Kind(self.verdict.kind)]
        return "warn" if self.is_changed else ""


@dataclass(frozen=True, slots=True)
class Change:
    """What the province changed of a returned indicator: old and new value and evidence, in words."""

    old: str
    new: str
    removed: tuple[str, ...]
    added: tuple[str, ...]
    correction: Correction


def audit_screen(assessment: Assessment, code: str | None) -> dict[str, Any]:
    """Return the template context of the audit screen with the indicator `code` opened.

    Without `code` the first indicator without a verdict is opened, else the first of all.

    `assessment` comes from `with_level()`. The number of queries is the same for any number of comments
    and files.
    """
    values = given_of(assessment)
    frame = workspace(assessment, values)
    edition, audit = frame["edition"], frame["audit"]
    stage = stage_of(assessment)
    last_return = assessment.returns.filter(resubmitted_at__isnull=False).order_by("-number").first()
    returned_items = {item.code: item for item in corrections_of(last_return, audit)}
    threads = threads_of(assessment)
    rows = [
        Row(
            indicator=indicator,
            judged=audit.judged[indicator.code],
            result=frame["counting"][indicator.code],
            verdict=audit.judged[indicator.code].holding.get(stage),
            is_changed=indicator.code in returned_items and returned_items[indicator.code].is_changed,
            open_threads=sum(not thread.is_settled for thread in threads[indicator.code]),
            warnings=frame["remarks"].warnings.get(indicator.code, ()),
        )
        for indicator in edition.indicators
    ]
    codes = [row.indicator.code for row in rows]
    unjudged = [row.indicator.code for row in rows if row.verdict is None]
    code = code or (unjudged or codes)[0]
    position = codes.index(code)
    later = [unjudged_code for unjudged_code in unjudged if codes.index(unjudged_code) > position]
    card = _card(assessment, edition, frame, code)
    return {
        **frame,
        "stage": stage,
        "stage_name": labels.STATUS_NAMES[stage],
        "rows": rows,
        "current": rows[position],
        "card": card,
        "change": change_of(returned_items.get(code), card.indicator),
        "changed_count": sum(row.is_changed for row in rows),
        "unjudged": unjudged,
        "judged_count": len(rows) - len(unjudged),
        "to_return": [row.indicator.code for row in rows if row.verdict and row.verdict.kind == Kind.RETURN],
        "threads": threads[code],
        "replies": replies_of(assessment, code),
        "notes": _notes_of(assessment, code),
        "previous": codes[position - 1] if position else None,
        "following": codes[position + 1] if position + 1 < len(codes) else None,
        "next_unjudged": next(iter(later or unjudged), None),
        "shown": _shown(card.proof.citations),
    }


def stage_of(assessment: Assessment) -> str:
    """Return the stage whose verdicts a screen shows: the present audit, else the last one.

    Of a returned assessment the stage that returned it; of a draft the first stage.
    """
    if assessment.status in STAGES:
        return assessment.status
    if assessment.status == Status.RETURNED:
        return assessment.open_return.stage
    return STAGES[0] if assessment.status == Status.DRAFT else STAGES[1]


def threads_on(assessment: Assessment, code: str) -> list[Thread]:
    """Return the threads on one indicator with their comments; two queries."""
    return threads_of(assessment, code)[code]


def threads_of(assessment: Assessment, code: str | None = None) -> dict[str, list[Thread]]:
    """Return the threads by indicator code, of all indicators or of `code`, with comments; two queries."""
    comments = Comment.objects.select_related("written_by")
    rows = assessment.threads.select_related("indicator", "evidence", "settled_by").prefetch_related(
        Prefetch("comments", comments)
    )
    if code is not None:
        rows = rows.filter(indicator__code=code)
    threads: dict[str, list[Thread]] = defaultdict(list)
    for thread in rows:
        threads[thread.indicator.code].append(thread)
    return threads


def replies_of(assessment: Assessment, code: str) -> list[ReturnedIndicator]:
    """Return the returned items of an indicator that have a reply, the oldest first; one query."""
    rows = ReturnedIndicator.objects.filter(sent_back__assessment=assessment, verdict__indicator__code=code)
    return list(
        rows.exclude(reply="").select_related("sent_back", "replied_by").order_by("sent_back__number")
    )


def _notes_of(assessment: Assessment, code: str) -> QuerySet[InternalNote]:
    notes = InternalNote.objects.filter(assessment=assessment, indicator__code=code)
    return notes.select_related("written_by")


def _card(assessment: Assessment, edition: Framework, frame: Mapping[str, Any], code: str) -> Card:
    aspect = aspect_of(edition, code)
    aspect_cards = cards(aspect, frame, proofs=proofs_of(assessment, aspect))
    return next(card for card in aspect_cards if card.indicator.code == code)


def change_of(correction: Correction | None, indicator: Indicator) -> Change | None:
    """Return in words what the province changed of a returned indicator; None without `correction`."""
    if correction is None:
        return None
    old, new = of_province(correction.verdict.seen), of_province(correction.now)
    return Change(
        old=_value_in_words(old, indicator),
        new=_value_in_words(new, indicator),
        removed=tuple(_citation_in_words(cited) for cited in old["cited"] if cited not in new["cited"]),
        added=tuple(_citation_in_words(cited) for cited in new["cited"] if cited not in old["cited"]),
        correction=correction,
    )


def _value_in_words(state: Mapping[str, Any], indicator: Indicator) -> str:
    value: Given = from_plain(state["given"])
    return labels.in_words(value, indicator)


def _citation_in_words(cited: Mapping[str, str]) -> str:
    return " · ".join(part for part in (cited["name"], cited["page"], cited["expected"]) if part)


def _shown(citations: Iterable[Citation]) -> Citation | None:
    """Return the first citation whose file can be shown beside the value, None when there is none."""
    return next((citation for citation in citations if citation.evidence.is_shown), None)
