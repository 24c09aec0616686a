"""The data of the reports about one assessment, read once so that the totals of all reports agree."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from assessments.audit import words as audit_words
from assessments.audit.domain import EntryState, VerdictKind, province_state
from assessments.audit.models.assignments import Assignment
from assessments.audit.models.comments import InternalNote, Thread
from assessments.audit.models.returns import Return, ReturnedItem
from assessments.audit.models.verdicts import Verdict
from assessments.audit.queries.audits import Audit, IndicatorAudit, audit_of
from assessments.audit.queries.comments import threads_by_code
from assessments.committee.models.resolutions import Resolution
from assessments.corrections.queries import ShownCorrection, approved_corrections, corrected_values
from assessments.entry import words as entry_words
from assessments.entry.domain.quantities import QuantityUse, uses_of
from assessments.entry.domain.values import EntryValue, answers_of, from_plain
from assessments.entry.models import QuantityEntry
from assessments.entry.queries import earlier_values, entered_values, quantity_entries
from assessments.evidence.models import Evidence
from assessments.evidence.queries import IndicatorEvidence, citations_of, evidence_by_code, evidence_files
from assessments.explanation.domain import Explanation, explanation_of, level_thresholds
from assessments.explanation.queries.cards import NO_VALUE, Card, LastYear, last_year_results
from assessments.explanation.queries.levels import LevelLine, level_lines
from assessments.history.queries import timeline
from assessments.visits.models import SiteVisit, VisitFinding
from assessments.visits.queries import visits_of
from assessments.warnings.models import Note
from assessments.warnings.queries.warnings import ShownWarning, WarningsAndPeers, notes_of, warnings_and_peers
from assessments.workflow.domain import STAGES
from assessments.workflow.models import Assessment
from assessments.workflow.queries import edition_of
from ecotown.common.history.reading import ShownEvent
from indicators.criteria.domain.framework import Aspect, Dimension, Framework, Indicator, Quantity
from indicators.criteria.domain.result import IndicatorResult
from indicators.criteria.domain.scoring import area_level

# Letters of a line of a paper, and of texts that together fill about half of a page.
LINE_LENGTH, LONG_TEXT = 90, 2000


@dataclass(frozen=True, slots=True)
class DossierLine:
    """One indicator with its value, audit, evidence, comments and findings.

    `card` holds the value that counts with its levels, warnings, the note of the province, last year's value
    and the range of other areas. `entered` is the value of the province, in words. `notes` is empty in
    reports without internal notes.
    """

    card: Card
    entered: str
    audit: IndicatorAudit
    evidence: IndicatorEvidence
    threads: Sequence[Thread]
    notes: Sequence[InternalNote]
    findings: Sequence[VisitFinding]

    @property
    def indicator(self) -> Indicator:
        return self.card.indicator

    @property
    def warnings(self) -> tuple[ShownWarning, ...]:
        return self.card.warnings

    @property
    def is_long(self) -> bool:
        """Return whether people wrote so much that a paper may break it between two pages."""
        comments = [comment.text for thread in self.threads for comment in thread.comments.all()]
        texts = [
            *comments,
            *(note.text for note in self.notes),
            *(finding.text for finding in self.findings),
            *(verdict.reason for verdict in self.audit.verdicts),
            *(warning.answer.reason for warning in self.warnings if warning.answer),
            *(f"{citation.evidence.name} {citation.note}" for citation in self.evidence.citations),
            self.card.note.text if self.card.note else "",
        ]
        return sum(LINE_LENGTH + len(text) for text in texts) > LONG_TEXT

    @property
    def counted(self) -> str:
        """Return in words the value that counts: the audited one, or the one of an approved correction."""
        return entry_words.entry_in_words(self.card.entry_value, self.indicator)

    @property
    def rulings(self) -> list[tuple[Verdict, str, bool]]:
        """Return every verdict, oldest first, with its words and whether it is in force."""
        in_force = [verdict.pk for verdict in self.audit.in_force.values()]
        return [(verdict, self._in_words(verdict), verdict.pk in in_force) for verdict in self.audit.verdicts]

    def _in_words(self, verdict: Verdict) -> str:
        words = str(audit_words.VERDICTS_GIVEN[verdict.kind])
        if verdict.is_in_bulk:
            return f"{words} ({audit_words.IN_BULK})"
        if verdict.kind != VerdictKind.ADJUST:
            return words
        return f"{words}: {entry_words.entry_in_words(verdict.adjusted_value, self.indicator)}"


@dataclass(frozen=True, slots=True)
class DossierQuantity:
    """A shared quantity with its entry, None while it is not typed, and the inputs that differ from it."""

    quantity: Quantity
    entry: QuantityEntry | None
    differing: tuple[QuantityUse, ...]


@dataclass(frozen=True, slots=True)
class DossierReturnedItem:
    """A returned indicator: the reason, the value before and after, and the reply of the province."""

    indicator: Indicator
    reason: str
    old: str
    new: str
    evidence_changed: bool
    reply: str


@dataclass(frozen=True, slots=True)
class DossierReturn:
    """One return with its indicators."""

    audit_return: Return
    lines: tuple[DossierReturnedItem, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """The content of a report about an assessment; reading it needs no further queries.

    `verdict_counts` and `accepted_in_bulk` are by stage, the latter the codes of the indicators.
    """

    assessment: Assessment
    edition: Framework
    explanation: Explanation
    level_lines: Sequence[LevelLine]
    table: Sequence[tuple[Dimension, Sequence[tuple[Aspect, Sequence[DossierLine]]]]]
    quantities: Sequence[DossierQuantity]
    entered_level: int
    resolution: Resolution | None
    verdict_counts: Mapping[str, Mapping[str, int]]
    accepted_in_bulk: Mapping[str, Sequence[str]]
    assignments: Sequence[Assignment]
    files: Sequence[Evidence]
    returns: Sequence[DossierReturn]
    errata: Sequence[ShownCorrection]
    visits: Sequence[SiteVisit]
    events: Sequence[ShownEvent]
    with_notes: bool

    @property
    def lines(self) -> list[DossierLine]:
        return [line for _, aspects in self.table for _, lines in aspects for line in lines]

    @property
    def warned(self) -> list[DossierLine]:
        """Return the lines with warnings."""
        return [line for line in self.lines if line.warnings]

    @property
    def explained(self) -> list[Indicator]:
        """Return the indicators that the edition explains."""
        return [
            indicator
            for indicator in self.edition.indicators
            if indicator.steps or not indicator.guidance.is_empty
        ]

    @property
    def people(self) -> frozenset[str]:
        """Return the names of those who did something."""
        return frozenset(event.by for event in self.events)

    @property
    def audited_level(self) -> int:
        return self.explanation.level

    @property
    def kept_files(self) -> list[Evidence]:
        """Return the files that were neither removed nor refused."""
        return [evidence for evidence in self.files if not (evidence.is_removed or evidence.is_refused)]


def dossier_of(assessment: Assessment, *, with_notes: bool, reads_notes: bool = True) -> Dossier:
    """Return the dossier of an assessment; the number of queries is the same for any number of rows.

    `with_notes` adds what is for the department only; the internal notes among it unless the reader is
    neither assigned nor an administrator (`reads_notes`).
    """
    edition = edition_of(assessment)
    entered = entered_values(assessment)
    citations = citations_of(assessment)
    audit = audit_of(assessment, entered, citations)
    errata = approved_corrections(assessment)
    counted = corrected_values(audit.audited, errata)
    counted_result = area_level(edition, answers_of(counted, edition))
    visits = visits_of(assessment)
    earlier = earlier_values(assessment)
    quantities = quantity_entries(assessment)
    lines = _Lines(
        results={result.code: result for result in counted_result.indicators},
        entered=entered,
        counted=counted,
        audit=audit,
        evidence=evidence_by_code(citations, edition),
        threads=threads_by_code(assessment),
        notes=_notes_of(assessment) if with_notes and reads_notes else {},
        findings=_by_code(finding for visit in visits for finding in visit.findings.all()),
        warnings_and_peers=warnings_and_peers(
            assessment,
            entered,
            earlier,
            assessment.unlocked_codes(),
            quantities={key: row.value for key, row in quantities.items()},
        ),
        province_notes=notes_of(assessment),
        last_year=last_year_results(earlier),
    )
    return Dossier(
        assessment=assessment,
        edition=edition,
        explanation=explanation_of(counted_result, edition),
        level_lines=level_lines(edition, counted_result),
        table=lines.table(edition),
        quantities=_quantities_of(edition, entered, quantities),
        entered_level=area_level(edition, answers_of(entered, edition)).level,
        resolution=_resolution_of(assessment),
        verdict_counts={stage.value: verdict_counts(audit, stage) for stage in STAGES},
        accepted_in_bulk={stage.value: audit.accepted_in_bulk(stage) for stage in STAGES},
        assignments=list(assessment.assignments.filter(begun_at__isnull=False).select_related("assessor")),
        files=evidence_files(assessment),
        returns=_returns_of(assessment, audit, edition),
        errata=errata,
        visits=visits,
        events=timeline(assessment, with_statements=with_notes),
        with_notes=with_notes,
    )


def _quantities_of(
    edition: Framework, entered: Mapping[str, EntryValue], rows: Mapping[str, QuantityEntry]
) -> list[DossierQuantity]:
    return [
        DossierQuantity(
            quantity,
            row,
            tuple(
                use
                for use in uses_of(edition, quantity.key, entered, row.value if row else None)
                if use.differs
            ),
        )
        for quantity in edition.quantities
        for row in [rows.get(quantity.key)]
    ]


def verdict_counts(audit: Audit, stage: str) -> dict[str, int]:
    """Return the number of indicators by kind of the verdict in force at a stage; "" counts those without."""
    return dict(Counter(ruling.kind.value if ruling else "" for ruling in audit.rulings(stage).values()))


@dataclass(frozen=True, slots=True)
class _Lines:
    """The parts of the dossier lines, each by indicator code."""

    results: Mapping[str, IndicatorResult]
    entered: Mapping[str, EntryValue]
    counted: Mapping[str, EntryValue]
    audit: Audit
    evidence: Mapping[str, IndicatorEvidence]
    threads: Mapping[str, Sequence[Thread]]
    notes: Mapping[str, Sequence[InternalNote]]
    findings: Mapping[str, Sequence[VisitFinding]]
    warnings_and_peers: WarningsAndPeers
    province_notes: Mapping[str, Note]
    last_year: Mapping[str, LastYear]

    def table(self, edition: Framework) -> list[tuple[Dimension, list[tuple[Aspect, list[DossierLine]]]]]:
        """Return the lines by dimension and aspect."""
        return [
            (
                dimension,
                [
                    (aspect, [self._line(indicator) for indicator in aspect.indicators])
                    for aspect in dimension.aspects
                ],
            )
            for dimension in edition.dimensions
        ]

    def _line(self, indicator: Indicator) -> DossierLine:
        code = indicator.code
        indicator_audit, result = self.audit.indicator_audits[code], self.results[code]
        return DossierLine(
            card=Card(
                indicator=indicator,
                entry_value=self.counted.get(code, NO_VALUE),
                result=result,
                thresholds=level_thresholds(indicator, result),
                last_year=self.last_year.get(code),
                peer_range=self.warnings_and_peers.peer_ranges.get(code),
                warnings=self.warnings_and_peers.warnings.get(code, ()),
                note=self.province_notes.get(code),
            ),
            entered=entry_words.entry_in_words(self.entered.get(code, NO_VALUE), indicator),
            audit=indicator_audit,
            evidence=self.evidence[code],
            threads=self.threads.get(code, ()),
            notes=self.notes.get(code, ()),
            findings=self.findings.get(code, ()),
        )


def _by_code(rows: Iterable[Any]) -> dict[str, list[Any]]:
    rows_by_code: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        rows_by_code[row.indicator.code].append(row)
    return rows_by_code


def _notes_of(assessment: Assessment) -> dict[str, list[InternalNote]]:
    return _by_code(assessment.internal_notes.select_related("indicator", "written_by"))


def _resolution_of(assessment: Assessment) -> Resolution | None:
    """Return the resolution in force, None before one."""
    resolutions = Resolution.objects.select_related("meeting", "recorded_by")
    return resolutions.filter(pk=assessment.resolution_id).first() if assessment.resolution_id else None


def _returns_of(assessment: Assessment, audit: Audit, edition: Framework) -> list[DossierReturn]:
    returned = ReturnedItem.objects.select_related("verdict__indicator")
    rows = assessment.returns.select_related("returned_by", "resubmitted_by")
    return [
        DossierReturn(
            audit_return, tuple(_returned(item, audit, edition) for item in audit_return.items.all())
        )
        for audit_return in rows.prefetch_related(Prefetch("items", returned))
    ]


def _returned(item: ReturnedItem, audit: Audit, edition: Framework) -> DossierReturnedItem:
    verdict, code = item.verdict, item.verdict.indicator.code
    indicator, indicator_audit = edition.by_code[code], audit.indicator_audits[code]
    after = _state_after(verdict, indicator_audit)
    return DossierReturnedItem(
        indicator=indicator,
        reason=verdict.reason,
        old=_in_words(verdict.seen, indicator),
        new=_in_words(after, indicator),
        evidence_changed=province_state(verdict.seen)["cited"] != province_state(after)["cited"],
        reply=item.reply,
    )


def _state_after(verdict: Verdict, indicator_audit: IndicatorAudit) -> EntryState:
    """Return the state that the next round of the same stage judged, else the present state."""
    for later_verdict in indicator_audit.verdicts:
        if later_verdict.stage == verdict.stage and later_verdict.round > verdict.round:
            return later_verdict.seen
    return indicator_audit.state


def _in_words(state: EntryState, indicator: Indicator) -> str:
    return entry_words.entry_in_words(from_plain(state["given"]), indicator)
