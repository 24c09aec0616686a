"""Returned items: how each stands now, and how the province answered."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.audit import domain
from assessments.audit.domain import EntryState, ReturnAnswer
from assessments.audit.models.returns import Return, ReturnedItem
from assessments.audit.models.verdicts import Verdict
from assessments.audit.queries.audits import Audit, audit_of
from assessments.workflow.models import Assessment


@dataclass(frozen=True, slots=True)
class ReturnedItemState:
    """A returned indicator: the verdict that returned it, its present state, and the reply."""

    code: str
    verdict: Verdict
    now: EntryState
    reply: str

    @property
    def is_changed(self) -> bool:
        return domain.province_state(self.verdict.seen) != domain.province_state(self.now)

    @property
    def is_answered(self) -> bool:
        return ReturnAnswer(self.is_changed, self.reply).is_done


def open_return_of(assessment: Assessment) -> Return | None:
    """Return the return that the province has not answered yet; None when there is none."""
    return assessment.returns.filter(resubmitted_at__isnull=True).first()


def returned_items_of(assessment: Assessment) -> list[ReturnedItem]:
    """Return the returned items of all returns, the oldest return first; one query."""
    rows = ReturnedItem.objects.filter(returned_in__assessment=assessment)
    related = ("returned_in", "verdict__indicator__aspect", "replied_by")
    return list(rows.select_related(*related).order_by("returned_in__number", "verdict__indicator_id"))


def returned_item_states(items: Iterable[ReturnedItem], audit: Audit) -> list[ReturnedItemState]:
    """Return how the items of a return stand now, in the order of the criteria."""
    by_code = {item.verdict.indicator.code: item for item in items}
    return [
        ReturnedItemState(code, by_code[code].verdict, indicator_audit.state, by_code[code].reply)
        for code, indicator_audit in audit.indicator_audits.items()
        if code in by_code
    ]


def return_answers(audit_return: Return) -> dict[str, ReturnAnswer]:
    """Return what the province did about each returned indicator, by code."""
    audit = audit_of(audit_return.assessment)
    return {
        item.code: ReturnAnswer(item.is_changed, item.reply)
        for item in returned_item_states(audit_return.items.select_related("verdict__indicator"), audit)
    }
