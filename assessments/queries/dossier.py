"""Everything about one assessment for the papers about it, gathered once, so that all totals agree."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    """One indicator with everything that was said of it.

    `card` holds what counts and the levels that meets, and what is known beside the value: its warnings,
    the note of the province, last year, other areas. `entered` is what the province gave, in words.
    `notes` is empty in papers that do not tell internal notes.
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
        """What counts, in words: the audited value, or the one that a correction put in its place."""
        return labels.in_words(self.card.given, self.indicator)

    @property
    def rulings(self) -> list[tuple[Verdict, str, bool]]:
        """Every verdict, oldest first, with its words and whether it holds."""
        holding = [verdict.pk for verdict in self.judged.holding.values()]
        return [(one, self._in_words(one), one.pk in holding) for one in self.judged.verdicts]

    def _in_words(self, verdict: Verdict) -> str:
        words = str(labels.VERDICTS_GIVEN[verdict.kind])
        adjusted = verdict.kind == Kind.ADJUST
        return f"{words}: {labels.in_words(verdict.given, self.indicator)}" if adjusted else words


@dataclass(frozen=True, slots=True)
class Returned:
    """An indicator that came back: why, what stood there, what the province made of it, and its reply."""

    indicator: Indicator
    reason: str
    old: str
    new: str
    evidence_changed: bool
    reply: str


@dataclass(frozen=True, slots=True)
class Round:
    """One return with what became of it."""

    sent_back: Return
    lines: tuple[Returned, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a paper about an assessment tells; nothing in it asks the database any more."""

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
        """Those with warnings."""
        return [line for line in self.lines if line.warnings]

    @property
    def audited_level(self) -> int:
        return self.why.level

    @property
    def kept_files(self) -> list[Evidence]:
        """Those that were neither removed nor refused."""
        return [one for one in self.files if not (one.is_removed or one.is_refused)]


def dossier_of(assessment: Assessment, *, with_notes: bool) -> Dossier:
    """Gather everything; the same queries for any number of rows.

    `with_notes`: for the department, with what assessors noted for each other.
    """
    edition = edition_of(assessment)
    given = given_of(assessment)
    audit = audit_of(assessment, given)
    errata = errata_of(assessment)
    counted = corrected(audit.audited, errata)
    counting = area_level(edition, answers_of(counted, edition))
    visits = visits_of(assessment)
    earlier = earlier_of(assessment)
    lines = _Lines(
        results={one.code: one for one in counting.indicators},
        given=given,
        counted=counted,
        audit=audit,
        proofs=proofs_of(assessment, edition),
        threads=threads_of(assessment),
        notes=_notes_of(assessment) if with_notes else {},
        findings=_by_code(finding for visit in visits for finding in visit.findings.all()),
        remarks=remarks_of(assessment, given, earlier),
        said=notes_of(assessment),
        last_year=last_year_of(earlier),
    )
    return Dossier(
        assessment=assessment,
        edition=edition,
        why=why(counting, edition),
        level_lines=level_lines(edition, counting),
        table=[
            (one, [(aspect, [lines.of(item) for item in aspect.indicators]) for aspect in one.aspects])
            for one in edition.dimensions
        ],
        entered_level=area_level(edition, answers_of(given, edition)).level,
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
    """How many indicators have which verdict that holds at a stage; "" counts those without."""
    return dict(Counter(ruling.kind.value if ruling else "" for ruling in audit.rulings(stage).values()))


@dataclass(frozen=True, slots=True)
class _Lines:
    """What is known about the indicators, by code."""

    results: Mapping[str, IndicatorResult]
    given: Mapping[str, Given]
    counted: Mapping[str, Given]
    audit: Audit
    proofs: Mapping[str, Proof]
    threads: Mapping[str, Sequence[Thread]]
    notes: Mapping[str, Sequence[InternalNote]]
    findings: Mapping[str, Sequence[VisitFinding]]
    remarks: Remarks
    said: Mapping[str, Note]
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
                note=self.said.get(code),
            ),
            entered=labels.in_words(self.given.get(code, NOTHING), indicator),
            judged=judged,
            proof=self.proofs[code],
            threads=self.threads.get(code, ()),
            notes=self.notes.get(code, ()),
            findings=self.findings.get(code, ()),
        )


def _by_code(rows):
    found = defaultdict(list)
    for row in rows:
        found[row.indicator.code].append(row)
    return found


def _notes_of(assessment):
    return _by_code(assessment.internal_notes.select_related("indicator", "written_by"))


def _resolution_of(assessment):
    """The one in force."""
    found = Resolution.objects.select_related("meeting", "recorded_by")
    return found.filter(pk=assessment.resolution_id).first()


def _rounds_of(assessment, audit, edition):
    returned = ReturnedIndicator.objects.select_related("verdict__indicator")
    rows = assessment.returns.select_related("returned_by", "resubmitted_by")
    return [
        Round(one, tuple(_returned(item, audit, edition) for item in one.indicators.all()))
        for one in rows.prefetch_related(Prefetch("indicators", returned))
    ]


def _returned(item, audit, edition):
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
    """What the next round of the same stage found; what stands there now when there was none yet."""
    later = (one for one in judged.verdicts if one.stage == verdict.stage and one.round > verdict.round)
    following = next(later, None)
    return following.seen if following else judged.state


def _in_words(state: State, indicator: Indicator) -> str:
    return labels.in_words(from_plain(state["given"]), indicator)
