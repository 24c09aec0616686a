"""The audit screen: the list of all indicators beside one indicator with its evidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from assessments.audit.domain import VerdictKind, province_state
from assessments.audit.models.assignments import Assignment
from assessments.audit.models.comments import InternalNote, Thread
from assessments.audit.queries.comments import ThreadCounts, counts_of, threads_by_code
from assessments.audit.queries.returns import ReturnedItemState
from assessments.entry import words as entry_words
from assessments.entry.domain.values import from_plain
from assessments.evidence.models import Citation
from assessments.evidence.words import page_words
from assessments.explanation.queries.cards import Card
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.screens.audit_list import (
    IndicatorList,
    IndicatorRow,
    Show,
    bulk_counts,
    opened_code,
)
from assessments.workflow import words as workflow_words
from assessments.workflow.domain import STAGES, Status
from assessments.workflow.models import Assessment
from assessments.workflow.queries import aspect_of
from indicators.criteria.domain.framework import Indicator


@dataclass(frozen=True, slots=True)
class ReturnedItemChange:
    """What the province changed of a returned indicator: old and new value and evidence, in words."""

    old: str
    new: str
    removed: tuple[str, ...]
    added: tuple[str, ...]
    returned_item: ReturnedItemState


@dataclass(frozen=True)
class AuditPage(AssessmentPage):
    """What the audit screen shows of an assessment besides."""

    @cached_property
    def threads(self) -> Mapping[str, Sequence[Thread]]:
        """The threads by indicator code, with their comments."""
        return threads_by_code(self.assessment)

    @cached_property
    def thread_counts(self) -> Mapping[str, ThreadCounts]:
        return {code: counts_of(threads) for code, threads in self.threads.items()}

    @property
    def assignment(self) -> Assignment | None:
        """The assignment of the present stage; None without one."""
        rows = self.assessment.open_assignments
        return next((row for row in rows if row.stage == self.assessment.status), None)

    @property
    def discussed(self) -> set[str]:
        """The codes with a thread that is not settled."""
        return {code for code, threads in self.threads.items() if not all(map(_is_settled, threads))}

    @property
    def returned_by_stage(self) -> set[str]:
        """The codes that the present stage has returned at any time."""
        stage = self.assessment.status
        return {item.verdict.indicator.code for item in self.returned if item.returned_in.stage == stage}

    @property
    def acceptable(self) -> list[str]:
        """Return the codes that the present stage can accept in one step."""
        return self.audit.acceptable(
            self.assessment.status, discussed=self.discussed, returned=self.returned_by_stage
        )


def _is_settled(thread: Thread) -> bool:
    return thread.is_settled


def audit_context(
    assessment: Assessment, code: str | None, show: Show, *, after: str | None = None
) -> dict[str, Any]:
    """Return the template context of the audit screen with the indicator `code` opened.

    Without `code` the next one without a verdict after `after` is opened, else `after` itself; without both
    the one of `opened_code`. `show` is what the list of indicators shows. `assessment` comes from
    `with_level()`. The number of queries is the same for any number of comments and files.
    """
    page = AuditPage(assessment)
    stage = _shown_stage(page)
    answered_returns = [item.returned_in for item in page.returned if item.returned_in.resubmitted_at]
    last_return = answered_returns[-1] if answered_returns else None
    returned_items = {item.code: item for item in page.item_states(last_return)}
    rows = indicator_rows(page, stage, returned_items)
    if after and not code:
        code = IndicatorList(assessment, page.edition, rows, show, after).next_unjudged or after
    code = code or opened_code(rows, show)
    indicators = IndicatorList(assessment, page.edition, rows, show, code)
    unjudged = [row.indicator.code for row in rows if row.verdict is None]
    card = _card(page, code)
    return {
        **page.context(),
        "stage": stage,
        "stage_name": workflow_words.STATUS_NAMES[stage],
        "indicators": indicators,
        "rows": rows,
        "card": card,
        "change": returned_item_change(returned_items.get(code), card.indicator),
        "changed_count": sum(row.is_changed for row in rows),
        "unjudged": unjudged,
        "judged_count": len(rows) - len(unjudged),
        "to_return": [
            row.indicator.code for row in rows if row.verdict and row.verdict.kind == VerdictKind.RETURN
        ],
        "threads": page.threads.get(code, []),
        "replies": [item for item in page.returned if item.verdict.indicator.code == code and item.reply],
        "notes": _notes_of(assessment, code),
        "shown_citation": _shown_citation(card.evidence.citations),
        "bulk_counts": bulk_counts(page.audit),
        "current": indicators.current,
        "previous": indicators.previous,
        "following": indicators.following,
        "next_unjudged": indicators.next_unjudged,
        "show_query": indicators.query,
    }


def indicator_rows(
    page: AuditPage,
    stage: str,
    returned_items: Mapping[str, ReturnedItemState],
) -> list[IndicatorRow]:
    """Return the lines of the list, in the order of the criteria; the returned items are by code."""
    indicator_audits = page.audit.indicator_audits
    evidence = page.evidence_of(page.edition)
    return [
        IndicatorRow(
            indicator=indicator,
            audit=indicator_audits[indicator.code],
            result=page.counted_results[indicator.code],
            verdict=indicator_audits[indicator.code].in_force.get(stage),
            is_changed=indicator.code in returned_items and returned_items[indicator.code].is_changed,
            open_threads=sum(not thread.is_settled for thread in page.threads.get(indicator.code, ())),
            evidence=evidence[indicator.code],
            warnings=page.warnings_and_peers.warnings.get(indicator.code, ()),
        )
        for indicator in page.edition.indicators
    ]


def _shown_stage(page: AuditPage) -> str:
    """Return the stage whose verdicts a screen shows: the present audit, else the last one.

    Of a returned assessment the stage that returned it; of a draft the first stage.
    """
    status = page.assessment.status
    if status in STAGES:
        return status
    if page.open_return:
        return page.open_return.stage
    return STAGES[0] if status == Status.DRAFT else STAGES[1]


def _notes_of(assessment: Assessment, code: str) -> QuerySet[InternalNote]:
    notes = InternalNote.objects.filter(assessment=assessment, indicator__code=code)
    return notes.select_related("written_by")


def _card(page: AuditPage, code: str) -> Card:
    aspect = aspect_of(page.edition, code)
    aspect_cards = page.cards(aspect, evidence=page.evidence_of(aspect))
    return next(card for card in aspect_cards if card.indicator.code == code)


def returned_item_change(
    returned_item: ReturnedItemState | None, indicator: Indicator
) -> ReturnedItemChange | None:
    """Return in words what the province changed of a returned indicator; None without `returned_item`."""
    if returned_item is None:
        return None
    old, new = province_state(returned_item.verdict.seen), province_state(returned_item.now)
    return ReturnedItemChange(
        old=_value_in_words(old, indicator),
        new=_value_in_words(new, indicator),
        removed=tuple(_citation_in_words(cited) for cited in old["cited"] if cited not in new["cited"]),
        added=tuple(_citation_in_words(cited) for cited in new["cited"] if cited not in old["cited"]),
        returned_item=returned_item,
    )


def _value_in_words(state: Mapping[str, Any], indicator: Indicator) -> str:
    return entry_words.entry_in_words(from_plain(state["given"]), indicator)


def _citation_in_words(cited: Mapping[str, str]) -> str:
    return " · ".join(part for part in (cited["name"], page_words(cited["page"]), cited["expected"]) if part)


def _shown_citation(citations: Iterable[Citation]) -> Citation | None:
    """Return the first citation whose file can be shown beside the value, None when there is none."""
    return next((citation for citation in citations if citation.evidence.is_shown), None)
