"""The list of indicators on the audit screen: its lines, the choices of what it shows, where it leads on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from assessments.audit import words as audit_words
from assessments.audit.domain import VerdictKind
from assessments.audit.models.verdicts import Verdict
from assessments.audit.queries.audits import Audit, IndicatorAudit
from assessments.evidence.queries import IndicatorEvidence
from assessments.warnings.queries.warnings import ShownWarning
from assessments.workflow import words as workflow_words
from assessments.workflow.domain import STAGES
from assessments.workflow.models import Assessment
from indicators.criteria.domain.framework import Aspect, Framework, Indicator
from indicators.criteria.domain.result import IndicatorResult

VERDICT_COLOURS = {
    VerdictKind.ACCEPT: "ok",
    VerdictKind.AGREE: "ok",
    VerdictKind.ADJUST: "info",
    VerdictKind.REFUSE: "info",
    VerdictKind.RETURN: "bad",
}


class Show(StrEnum):
    """What the list shows, as in the address of the page."""

    ALL = ""
    CHANGED = "changed"
    WARNED = "warned"
    WITHOUT_EVIDENCE = "without-evidence"
    WAITING = "waiting"


SHOW_NAMES: Mapping[Show, str | Promise] = {
    Show.ALL: pgettext_lazy("list of indicators", "All"),
    Show.CHANGED: pgettext_lazy("list of indicators", "Changed"),
    Show.WARNED: pgettext_lazy("list of indicators", "With a warning"),
    Show.WITHOUT_EVIDENCE: pgettext_lazy("list of indicators", "Without evidence"),
    Show.WAITING: pgettext_lazy("list of indicators", "To be judged"),
}


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One line of the list of indicators: its result and the state of its audit."""

    indicator: Indicator
    audit: IndicatorAudit
    result: IndicatorResult
    verdict: Verdict | None
    is_changed: bool
    open_threads: int
    evidence: IndicatorEvidence
    warnings: tuple[ShownWarning, ...] = ()

    @property
    def state(self) -> str:
        """Return the words of the verdict in force, else that the value changed or is to be judged."""
        return self._state_of(audit_words.WITHOUT_VERDICT_STATES)

    @property
    def state_in_full(self) -> str:
        """Return the words of `state` where there is room to say what is to be done."""
        return self._state_of(audit_words.WITHOUT_VERDICT_IN_FULL)

    @property
    def tone(self) -> str:
        if self.verdict:
            return VERDICT_COLOURS[VerdictKind(self.verdict.kind)]
        return "warn" if self.is_changed else ""

    @property
    def bulk_stages(self) -> str:
        """Return the stages that accepted the value in bulk, in words; empty when none did."""
        stages = [stage for stage, verdict in self.audit.in_force.items() if verdict.is_in_bulk]
        return ", ".join(str(workflow_words.STATUS_NAMES[stage]) for stage in stages)

    @property
    def is_without_evidence(self) -> bool:
        """Return whether no evidence is cited, although the indicator applies."""
        return not (self.evidence.citations or self.audit.entered.not_applicable)

    def _state_of(self, without_verdict: Mapping[str, str | Promise]) -> str:
        if self.verdict:
            return str(audit_words.VERDICTS_GIVEN[self.verdict.kind])
        return str(without_verdict["changed" if self.is_changed else "open"])

    def is_shown(self, show: Show) -> bool:
        return {
            Show.ALL: True,
            Show.CHANGED: self.is_changed,
            Show.WARNED: bool(self.warnings),
            Show.WITHOUT_EVIDENCE: self.is_without_evidence,
            Show.WAITING: self.verdict is None,
        }[show]


@dataclass(frozen=True, slots=True)
class ShowChoice:
    """A choice of what the list shows, with the number of its lines."""

    show: Show
    name: str | Promise
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class IndicatorList:
    """The list beside the indicator `code`: `rows` of all indicators, of which it shows those of `show`."""

    assessment: Assessment
    edition: Framework
    rows: Sequence[IndicatorRow]
    show: Show
    code: str

    @property
    def shown(self) -> list[IndicatorRow]:
        return [row for row in self.rows if row.is_shown(self.show)]

    @property
    def aspects(self) -> list[tuple[Aspect, list[IndicatorRow]]]:
        """Return the shown lines by aspect; no aspect without a line."""
        rows = {row.indicator.code: row for row in self.shown}
        aspects = [aspect for dimension in self.edition.dimensions for aspect in dimension.aspects]
        by_aspect = [
            (aspect, [rows[indicator.code] for indicator in aspect.indicators if indicator.code in rows])
            for aspect in aspects
        ]
        return [(aspect, aspect_rows) for aspect, aspect_rows in by_aspect if aspect_rows]

    @property
    def choices(self) -> list[ShowChoice]:
        return [self._choice(show) for show in Show]

    @property
    def query(self) -> str:
        """Return the choice for the end of an address."""
        return show_query(self.show)

    @property
    def waiting_count(self) -> int:
        """Return the number of all indicators without a verdict, shown or not."""
        return sum(row.verdict is None for row in self.rows)

    @property
    def current(self) -> IndicatorRow:
        return self.rows[self._codes.index(self.code)]

    @property
    def previous(self) -> str | None:
        """Return the code of the shown line before, None at the beginning."""
        before = self.rows[: self._codes.index(self.code)]
        return next((row.indicator.code for row in reversed(before) if row.is_shown(self.show)), None)

    @property
    def following(self) -> str | None:
        """Return the code of the shown line behind, None at the end."""
        behind = self.rows[self._codes.index(self.code) + 1 :]
        return next((row.indicator.code for row in behind if row.is_shown(self.show)), None)

    @property
    def next_unjudged(self) -> str | None:
        """Return the next shown code without a verdict, after the last one again from the first."""
        position = self._codes.index(self.code)
        in_turn = [*self.rows[position + 1 :], *self.rows[: position + 1]]
        waiting = (row for row in in_turn if row.verdict is None and row.is_shown(self.show))
        return next((row.indicator.code for row in waiting), None)

    @property
    def _codes(self) -> list[str]:
        return [row.indicator.code for row in self.rows]

    def _choice(self, show: Show) -> ShowChoice:
        """Return a choice; it leads to the present indicator, or where that is not shown, to the first."""
        name = "assessments:audit-indicator" if self.current.is_shown(show) else "assessments:audit"
        arguments = [self.assessment.pk, self.code] if self.current.is_shown(show) else [self.assessment.pk]
        return ShowChoice(
            show=show,
            name=SHOW_NAMES[show],
            count=sum(row.is_shown(show) for row in self.rows),
            url=reverse(name, args=arguments) + show_query(show),
            is_chosen=show == self.show,
        )


def show_of(word: str) -> Show:
    """Return the choice that an address names; an unknown one shows all."""
    return Show(word) if word in list(Show) else Show.ALL


def show_query(show: Show) -> str:
    """Return the choice for the end of an address, empty for all."""
    return f"?show={show.value}" if show else ""


def opened_code(rows: Sequence[IndicatorRow], show: Show) -> str:
    """Return the code that an audit opens with: the first that waits of those shown, else the first of them.

    When nothing is shown, the same of all.
    """
    shown = [row for row in rows if row.is_shown(show)] or rows
    return next((row.indicator.code for row in shown if row.verdict is None), shown[0].indicator.code)


def bulk_counts(audit: Audit) -> list[tuple[str, int]]:
    """Return the name of each stage that accepted values in bulk, with the number of them."""
    codes = {stage: audit.accepted_in_bulk(stage) for stage in STAGES}
    return [(str(workflow_words.STATUS_NAMES[stage]), len(codes[stage])) for stage in STAGES if codes[stage]]
