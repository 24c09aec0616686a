"""The data of the reports about one assessment, read once so that the totals of all reports agree."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from assessments import labels
from assessments.domain.audits import STAGES, Kind, State, of_province
from assessments.domain.entries import Given, answers_of, from_plain
from assessments.domain.why import Why, chips, why
from assessments.models import (
    Assessment,
    Assignment,
    Evidence,
    InternalNote,
    Note,
    Resolution,
    Return,
    ReturnedIndicator,
    SiteVisit,
    Thread,
    Verdict,
    VisitFinding,
)
from assessments.queries.audit_screen import threads_of
from assessments.queries.audits import Audit, Judged, audit_of
from assessments.queries.corrections import Notice, corrected, errata_of
from assessments.queries.entries import earlier_of, edition_of, given_of
from assessments.queries.evidence import Proof, library, proofs_of
from assessments.queries.timeline import Deed, timeline
from assessments.queries.visits import visits_of
from assessments.queries.warnings import Remarks, ShownWarning, remarks_of
from assessments.queries.why import LevelLine, level_lines
from assessments.queries.workspace import NOTHING, Card, LastYear, last_year_of, notes_of
from indicators.domain.framework import Aspect, Dimension, Framework, Indicator
from indicators.domain.result import IndicatorResult
from indicators.domain.scoring import area_level


@dataclass(frozen=True, slots=True)
class DossierLine:
    """One indicator with its value, audit, evidence, comments and findings.

    `card` holds the value that counts with its levels, warnings, the note of the province, last year's value
    and the range of other areas. `entered` is the value of the province, in words. `notes` is empty in
    reports without internal notes.
    """

    card: Card
    entered: str
    judged: Judged
    proof: Proof
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
    def counted(self) -> str:
        """Return in words the value that counts: the audited one, or the one of an approved correction."""
        return labels.in_words(self.card.given, self.indicator)

    @property
    def rulings(self) -> list[tuple[Verdict, str, bool]]:
        """Return every verdict, oldest first, with its words and whether it is in force."""
        holding = [verdict.pk for verdict in self.judged.holding.values()]
        return [(verdict, self._in_words(verdict), verdict.pk in holding) for verdict in self.judged.verdicts]

    def _in_words(self, verdict: Verdict) -> str:
        words = str(labels.VERDICTS_GIVEN[verdict.kind])
        adjusted = verdict.kind == Kind.ADJUST
        return f"{words}: {labels.in_words(verdict.given, self.indicator)}" if adjusted else words


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned indicator: the reason, the value before and after, and the reply of the province."""

    indicator: Indicator
    reason: str
    old: str
    new: str
    evidence_changed: bool
    reply: str


@dataclass(frozen=True, slots=True)
class Round:
    """One return with its indicators."""

    sent_back: Return
    lines: tuple[Returned, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """The content of a report about an assessment; reading it needs no further queries."""

    assessment: Assessment
    edition: Framework
    why: Why
    level_lines: Sequence[LevelLine]
    table: Sequence[tuple[Dimension, Sequence[tuple[Aspect, Sequence[DossierLine]]]]]
    entered_level: int
    resolution: Resolution | None
    verdict_counts: Mapping[str, Mapping[str, int]]
    assignments: Sequence[Assignment]
    files: Sequence[Evidence]
    rounds: Sequence[Round]
    errata: Sequence[Notice]
    visits: Sequence[SiteVisit]
    deeds: Sequence[Deed]
    with_notes: bool

    @property
    def lines(self) -> list[DossierLine]:
        return [line for _, aspects in self.table for _, lines in aspects for line in lines]

    @property
    def doubted(self) -> list[DossierLine]:
        """Return the lines with warnings."""
        return [line for line in self.lines if line.warnings]

    @property
    def audited_level(self) -> int:
        return self.why.level

    @property
    def kept_files(self) -> list[Evidence]:
        """Return the files that were neither removed nor refused."""
        return [evidence for evidence in self.files if not (evidence.is_removed or evidence.is_refused)]


def dossier_of(assessment: Assessment, *, with_notes: bool) -> Dossier:
    """Return the dossier of an assessment; the number of queries is the same for any number of rows.

    `with_notes` adds the internal notes of the assessors, for the department only.
    """
    edition = edition_of(assessment)
    entered = given_of(assessment)
    audit = audit_of(assessment, entered)
    errata = errata_of(assessment)
    counted = corrected(audit.audited, errata)
    counting = area_level(edition, answers_of(counted, edition))
    visits = visits_of(assessment)
    earlier = earlier_of(assessment)
    lines = _Lines(
        results={result.code: result for result in counting.indicators},
        entered=entered,
        counted=counted,
        audit=audit,
        proofs=proofs_of(assessment, edition),
        threads=threads_of(assessment),
        notes=_notes_of(assessment) if with_notes else {},
        findings=_by_code(finding for visit in visits for finding in visit.findings.all()),
        remarks=remarks_of(assessment, entered, earlier),
        province_notes=notes_of(assessment),
        last_year=last_year_of(earlier),
    )
    return Dossier(
        assessment=assessment,
        edition=edition,
        why=why(counting, edition),
        level_lines=level_lines(edition, counting),
        table=[
            (
                dimension,
                [
                    (aspect, [lines.of(indicator) for indicator in aspect.indicators])
                    for aspect in dimension.aspects
                ],
            )
            for dimension in edition.dimensions
        ],
        entered_level=area_level(edition, answers_of(entered, edition)).level,
        resolution=_resolution_of(assessment),
        verdict_counts={stage.value: verdict_counts(audit, stage) for stage in STAGES},
        assignments=list(assessment.assignments.filter(begun_at__isnull=False).select_related("assessor")),
        files=library(assessment),
        rounds=_rounds_of(assessment, audit, edition),
        errata=errata,
        visits=visits,
        deeds=timeline(assessment),
        with_notes=with_notes,
    )


def verdict_counts(audit: Audit, stage: str) -> dict[str, int]:
    """Return the number of indicators by kind of the verdict in force at a stage; "" counts those without."""
    return dict(Counter(ruling.kind.value if ruling else "" for ruling in audit.rulings(stage).values()))


@dataclass(frozen=True, slots=True)
class _Lines:
    """The parts of the dossier lines, each by indicator code."""

    results: Mapping[str, IndicatorResult]
    entered: Mapping[str, Given]
    counted: Mapping[str, Given]
    audit: Audit
    proofs: Mapping[str, Proof]
    threads: Mapping[str, Sequence[Thread]]
    notes: Mapping[str, Sequence[InternalNote]]
    findings: Mapping[str, Sequence[VisitFinding]]
    remarks: Remarks
    province_notes: Mapping[str, Note]
    last_year: Mapping[str, LastYear]

    def of(self, indicator: Indicator) -> DossierLine:
        code = indicator.code
        judged, result = self.audit.judged[code], self.results[code]
        return DossierLine(
            card=Card(
                indicator=indicator,
                given=self.counted.get(code, NOTHING),
                result=result,
                chips=chips(indicator, result),
                last_year=self.last_year.get(code),
                peers=self.remarks.peers.get(code),
                warnings=self.remarks.warnings.get(code, ()),
                note=self.province_notes.get(code),
            ),
            entered=labels.in_words(self.entered.get(code, NOTHING), indicator),
            judged=judged,
            proof=self.proofs[code],
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
    return resolutions.filter(pk=assessment.resolution_id).first()


def _rounds_of(assessment: Assessment, audit: Audit, edition: Framework) -> list[Round]:
    returned = ReturnedIndicator.objects.select_related("verdict__indicator")
    rows = assessment.returns.select_related("returned_by", "resubmitted_by")
    return [
        Round(sent_back, tuple(_returned(item, audit, edition) for item in sent_back.indicators.all()))
        for sent_back in rows.prefetch_related(Prefetch("indicators", returned))
    ]


def _returned(item: ReturnedIndicator, audit: Audit, edition: Framework) -> Returned:
    verdict, code = item.verdict, item.verdict.indicator.code
    indicator, judged = edition.by_code[code], audit.judged[code]
    after = _state_after(verdict, judged)
    return Returned(
        indicator=indicator,
        reason=verdict.reason,
        old=_in_words(verdict.seen, indicator),
        new=_in_words(after, indicator),
        evidence_changed=of_province(verdict.seen)["cited"] != of_province(after)["cited"],
        reply=item.reply,
    )


def _state_after(verdict: Verdict, judged: Judged) -> State:
    """Return the state that the next round of the same stage judged, else the present state."""
    later = (
        candidate
        for candidate in judged.verdicts
        if candidate.stage == verdict.stage and candidate.round > verdict.round
    )
    following = next(later, None)
    return following.seen if following else judged.state


def _in_words(state: State, indicator: Indicator) -> str:
    return labels.in_words(from_plain(state["given"]), indicator)
