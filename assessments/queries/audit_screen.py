"""What the screen of an audit shows: every indicator on one side, one of them with its proof on the other."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch

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
from indicators.domain.framework import Indicator
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
    """One line of the list: what counts, and how far its audit has come."""

    indicator: Indicator
    judged: Judged
    result: IndicatorResult
    verdict: Verdict | None
    is_changed: bool
    open_threads: int
    warnings: tuple[ShownWarning, ...] = ()

    @property
    def state(self) -> str:
        """What the line says: the verdict that holds, else that it has changed or is to be judged."""
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
    """What the province changed of a returned indicator, old and new in words, and its reply."""

    old: str
    new: str
    removed: tuple[str, ...]
    added: tuple[str, ...]
    correction: Correction


def audit_screen(assessment: Assessment, code: str | None) -> dict[str, object]:
    """The screen with the indicator `code`, or the first that waits for a verdict.

    `assessment` comes from `with_level()`. The same queries for any number of comments and files.
    """
    given = given_of(assessment)
    frame = workspace(assessment, given)
    edition, audit = frame["edition"], frame["audit"]
    stage = stage_of(assessment)
    last = assessment.returns.filter(resubmitted_at__isnull=False).order_by("-number").first()
    corrections = {one.code: one for one in corrections_of(last, audit)}
    threads = threads_of(assessment)
    rows = [
        Row(
            indicator=item,
            judged=audit.judged[item.code],
            result=frame["counting"][item.code],
            verdict=audit.judged[item.code].holding.get(stage),
            is_changed=item.code in corrections and corrections[item.code].is_changed,
            open_threads=sum(not thread.is_settled for thread in threads[item.code]),
            warnings=frame["remarks"].warnings.get(item.code, ()),
        )
        for item in edition.indicators
    ]
    codes = [row.indicator.code for row in rows]
    unjudged = [row.indicator.code for row in rows if row.verdict is None]
    code = code or (unjudged or codes)[0]
    place = codes.index(code)
    later = [one for one in unjudged if codes.index(one) > place]
    card = _card(assessment, edition, frame, code)
    return {
        **frame,
        "stage": stage,
        "stage_name": labels.STATUS_NAMES[stage],
        "rows": rows,
        "current": rows[place],
        "card": card,
        "change": change_of(corrections.get(code), card.indicator),
        "changed_count": sum(row.is_changed for row in rows),
        "unjudged": unjudged,
        "judged_count": len(rows) - len(unjudged),
        "to_return": [row.indicator.code for row in rows if row.verdict and row.verdict.kind == Kind.RETURN],
        "threads": threads[code],
        "replies": replies_of(assessment, code),
        "notes": _notes_of(assessment, code),
        "previous": codes[place - 1] if place else None,
        "following": codes[place + 1] if place + 1 < len(codes) else None,
        "next_unjudged": next(iter(later or unjudged), None),
        "shown": _shown(card.proof.citations),
    }


def stage_of(assessment: Assessment) -> str:
    """The stage whose verdicts a screen shows: the present one, else the last that was at work."""
    if assessment.status in STAGES:
        return assessment.status
    if assessment.status == Status.RETURNED:
        return assessment.open_return.stage
    return STAGES[0] if assessment.status == Status.DRAFT else STAGES[1]


def threads_on(assessment: Assessment, code: str) -> list[Thread]:
    """The threads on one indicator with their comments; two queries."""
    return threads_of(assessment, code)[code]


def threads_of(assessment: Assessment, code: str | None = None) -> dict[str, list[Thread]]:
    """The threads by indicator, of one or of all, with their comments; two queries."""
    comments = Comment.objects.select_related("written_by")
    rows = assessment.threads.select_related("indicator", "evidence", "settled_by").prefetch_related(
        Prefetch("comments", comments)
    )
    if code is not None:
        rows = rows.filter(indicator__code=code)
    threads = defaultdict(list)
    for thread in rows:
        threads[thread.indicator.code].append(thread)
    return threads


def replies_of(assessment: Assessment, code: str) -> list[ReturnedIndicator]:
    """What the province replied to the returns of an indicator, the oldest first; one query."""
    rows = ReturnedIndicator.objects.filter(sent_back__assessment=assessment, verdict__indicator__code=code)
    return list(
        rows.exclude(reply="").select_related("sent_back", "replied_by").order_by("sent_back__number")
    )


def _notes_of(assessment, code):
    notes = InternalNote.objects.filter(assessment=assessment, indicator__code=code)
    return notes.select_related("written_by")


def _card(assessment, edition, frame, code) -> Card:
    aspect = aspect_of(edition, code)
    found = cards(aspect, frame, proofs=proofs_of(assessment, aspect))
    return next(one for one in found if one.indicator.code == code)


def change_of(correction: Correction | None, indicator: Indicator) -> Change | None:
    """What a correction changed, in words; None without one."""
    if correction is None:
        return None
    old, new = of_province(correction.verdict.seen), of_province(correction.now)
    return Change(
        old=_value_in_words(old, indicator),
        new=_value_in_words(new, indicator),
        removed=tuple(_citation_in_words(one) for one in old["cited"] if one not in new["cited"]),
        added=tuple(_citation_in_words(one) for one in new["cited"] if one not in old["cited"]),
        correction=correction,
    )


def _value_in_words(state: Mapping[str, object], indicator: Indicator) -> str:
    given: Given = from_plain(state["given"])
    return labels.in_words(given, indicator)


def _citation_in_words(cited: Mapping[str, str]) -> str:
    return " · ".join(part for part in (cited["name"], cited["page"], cited["expected"]) if part)


def _shown(citations) -> Citation | None:
    """The citation whose file is shown beside the value."""
    return next((one for one in citations if one.evidence.is_shown), None)
