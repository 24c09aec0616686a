"""What an assessor is told before accepting in bulk, passing the internal audit, or recommending."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.audit import words as audit_words
from assessments.audit.domain import Concern, EntryState, Statement, judged_state
from assessments.audit.queries.indicator_views import viewed_states
from assessments.pages.screens.audit import AuditPage, indicator_rows
from assessments.pages.screens.audit_list import IndicatorRow
from assessments.warnings.words import warning_state
from assessments.workflow import words as workflow_words
from assessments.workflow.domain import Status, Step
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from indicators.criteria.domain.framework import Indicator

ACCEPT_REST = "accept-rest"
ConcernGroups = Sequence[tuple[str, Sequence[Indicator]]]


@dataclass(frozen=True)
class Confirmation:
    """What is asked before a step: its exceptions by name, and where the answer is sent.

    `step` is ACCEPT_REST, or a step of the workflow.
    """

    step: str
    page: AuditPage
    statement: Statement

    @property
    def url(self) -> str:
        return reverse(f"assessments:{self.step}", args=[self.page.assessment.pk])

    @property
    def question(self) -> str:
        if self.step == Step.PASS:
            return _("Confirm that the internal audit is passed?")
        if self.step == Step.RECOMMEND:
            level = {"level": self.statement.audited_level}
            return _("Confirm the recommendation to the committee at level %(level)s?") % level
        count = len(self.statement.codes)
        return ngettext(
            "Confirm that the value of %(count)s indicator is accepted in bulk?",
            "Confirm that the values of %(count)s indicators are accepted in bulk?",
            count,
        ) % {"count": count}

    @property
    def outlook(self) -> str:
        if self.step == Step.PASS:
            return _("Another assessor then does the external audit.")
        if self.step == Step.RECOMMEND:
            return _("The committee then considers the level.")
        return _("Each can still be judged singly afterwards. The history keeps what was accepted in bulk.")

    @property
    def button(self) -> str:
        if self.step != ACCEPT_REST:
            return workflow_words.step_label(Step(self.step))
        count = len(self.statement.codes)
        sentence = ngettext("Accept %(count)s indicator", "Accept %(count)s indicators", count)
        return sentence % {"count": count}

    @property
    def concerns(self) -> ConcernGroups:
        return self._by_name(self.statement.concerns)

    @property
    def left_out(self) -> ConcernGroups:
        return self._by_name(self.statement.left_out)

    @cached_property
    def has_exceptions(self) -> bool:
        statement = self.statement
        levels_differ = statement.entered_level != statement.audited_level
        return bool(self.concerns or self.left_out or levels_differ or statement.is_visit_missing)

    def _by_name(self, codes_by_concern: Mapping[Concern, Sequence[str]]) -> ConcernGroups:
        by_code = self.page.edition.by_code
        return [
            (str(audit_words.CONCERNS[concern]), [by_code[code] for code in codes])
            for concern, codes in codes_by_concern.items()
            if codes
        ]


def confirmation_of(
    page: AuditPage,
    step: str,
    user: User,
    rows: Sequence[IndicatorRow] | None = None,
    viewed: Mapping[str, EntryState] | None = None,
) -> Confirmation | None:
    """Return what `user` is asked before `step`; None when the verdicts do not allow it.

    `rows` are the lines of the list and `viewed` the `viewed_states`; they are read when None.
    """
    stage = page.assessment.status
    rows = indicator_rows(page, stage, {}) if rows is None else rows
    unjudged = any(row.verdict is None for row in rows)
    if step == ACCEPT_REST:
        codes = page.acceptable
    else:
        codes = [] if unjudged or page.audit.to_return(stage) else [row.indicator.code for row in rows]
    if not codes:
        return None
    viewed = viewed_states(page.assessment, stage, user) if viewed is None else viewed
    concerned = [row for row in rows if row.indicator.code in set(codes)]
    concerns = _concerns(page, concerned, viewed, user)
    return Confirmation(
        step=step,
        page=page,
        statement=Statement(
            states={row.indicator.code: row.audit.state for row in concerned},
            concerns=concerns,
            left_out=_left_out(page, codes) if step == ACCEPT_REST else {},
            entered_level=page.entered_level,
            audited_level=page.audited_level,
            is_visit_missing=_is_visit_missing(page.assessment),
        ),
    )


def final_step(assessment: Assessment) -> Step:
    """Return the step that ends the present audit."""
    return Step.PASS if assessment.status == Status.INTERNAL_AUDIT else Step.RECOMMEND


def _concerns(
    page: AuditPage, rows: Sequence[IndicatorRow], viewed: Mapping[str, EntryState], user: User
) -> dict[Concern, list[str]]:
    """Return the indicators with a reason to look again, by reason."""
    stage = page.assessment.status
    other_levels = {changed.code for changed in page.changed_indicators}
    reasons = {
        Concern.UNANSWERED_WARNING: [row for row in rows if warning_state(row.warnings) == "open"],
        Concern.WARNED: [row for row in rows if warning_state(row.warnings) == "answered"],
        Concern.OPEN_COMMENTS: [row for row in rows if row.open_threads],
        Concern.OTHER_LEVELS: [row for row in rows if row.indicator.code in other_levels],
        Concern.CHANGED_SINCE: [row for row in rows if _opened(row, stage, viewed, user) is False],
        Concern.NOT_OPENED: [row for row in rows if _opened(row, stage, viewed, user) is None],
        Concern.IN_BULK: [row for row in rows if row.verdict and row.verdict.is_in_bulk],
        Concern.WITHOUT_EVIDENCE: [row for row in rows if row.is_without_evidence],
    }
    return {concern: [row.indicator.code for row in rows] for concern, rows in reasons.items()}


def _opened(row: IndicatorRow, stage: str, viewed: Mapping[str, EntryState], user: User) -> bool | None:
    """Return whether the assessor saw the indicator as it is now; None when they never opened it.

    Who has judged it singly has seen it.
    """
    if row.verdict and not row.verdict.is_in_bulk and row.verdict.given_by_id == user.pk:
        return True
    seen = viewed.get(row.indicator.code)
    return None if seen is None else seen == judged_state(row.audit.state, stage)


def _left_out(page: AuditPage, codes: Sequence[str]) -> dict[Concern, list[str]]:
    """Return what waits and is not accepted in bulk, by the reason for it."""
    waiting = [code for code in page.audit.unjudged(page.assessment.status) if code not in set(codes)]
    exempt: Set[str] = {code for code, value in page.values.items() if value.not_applicable}
    reasons = {
        Concern.OPEN_COMMENTS: page.discussed,
        Concern.RETURNED: page.returned_by_stage,
        Concern.NOT_APPLICABLE: exempt,
    }
    return {concern: [code for code in waiting if code in found] for concern, found in reasons.items()}


def _is_visit_missing(assessment: Assessment) -> bool:
    """Return whether the external audit has no site visit yet."""
    return assessment.status == Status.EXTERNAL_AUDIT and not assessment.has_visit
