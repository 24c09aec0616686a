"""The evidence of an assessment: its files, and the citations of each indicator."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q

from assessments.evidence.domain import expected_items
from assessments.evidence.models import Citation, Evidence
from assessments.workflow.models import Assessment
from ecotown.common.thai import ordering
from indicators.criteria.domain.framework import Aspect, Framework


@dataclass(frozen=True, slots=True)
class IndicatorEvidence:
    """The evidence of one indicator: each expected item with whether it is cited, and all citations."""

    expected: tuple[tuple[str, bool], ...]
    citations: tuple[Citation, ...]

    @property
    def is_waiting(self) -> bool:
        """Return whether one of the files is still to be examined or scanned by a worker."""
        return any(citation.evidence.is_unfinished for citation in self.citations)

    @property
    def given_count(self) -> int:
        return sum(is_cited for _, is_cited in self.expected)

    @property
    def is_complete(self) -> bool:
        """Return whether each expected item is cited."""
        return self.given_count == len(self.expected)


@dataclass(frozen=True, slots=True)
class UnsettledFiles:
    """Files still being examined, and refused files that are still cited."""

    unexamined: tuple[Evidence, ...]
    refused_cited: tuple[Evidence, ...]


def evidence_files(assessment: Assessment) -> list[Evidence]:
    """Return every file of the assessment, the newest first, removed ones last; two queries."""
    citations = Citation.objects.select_related("indicator__aspect").order_by("indicator_id", "page")
    files = (
        Evidence.objects.filter(assessment=assessment)
        .select_related("uploaded_by", "removed_by", "visit")
        .prefetch_related(Prefetch("citations", citations))
    )
    return sorted(files, key=lambda file: file.is_removed)


def citable_files(assessment: Assessment) -> list[Evidence]:
    """Return the files that may be cited for an indicator, by name; one query."""
    files = Evidence.objects.citable().filter(assessment=assessment).order_by("pk")
    return sorted(files, key=lambda file: ordering.sort_key(file.name))


def unsettled_files(assessment: Assessment) -> UnsettledFiles:
    """Return the files of the province that prevent submission; one query."""
    waiting, refused = Evidence.Examination.WAITING, Evidence.Examination.REFUSED
    cited = Citation.objects.filter(evidence=OuterRef("pk"))
    rows = Evidence.objects.of_province().filter(assessment=assessment).order_by("pk")
    files = rows.filter(Q(examination=waiting) | Q(Exists(cited), examination=refused))
    return UnsettledFiles(
        unexamined=tuple(file for file in files if file.is_unexamined),
        refused_cited=tuple(file for file in files if file.is_refused),
    )


def citations_of(assessment: Assessment) -> list[Citation]:
    """Return every citation of the assessment with its indicator, its file and who cited it; one query."""
    rows = Citation.objects.filter(evidence__assessment=assessment)
    return list(rows.select_related("evidence", "indicator", "cited_by"))


def evidence_by_code(citations: Iterable[Citation], part: Aspect | Framework) -> dict[str, IndicatorEvidence]:
    """Return the evidence of each indicator of an aspect or of the whole edition, by code."""
    cited: dict[str, list[Citation]] = defaultdict(list)
    for citation in citations:
        cited[citation.indicator.code].append(citation)
    return {
        indicator.code: _proof(indicator.evidence_th, cited[indicator.code]) for indicator in part.indicators
    }


def _proof(evidence_th: str, citations: Sequence[Citation]) -> IndicatorEvidence:
    cited = {citation.expected for citation in citations if not citation.evidence.is_refused}
    return IndicatorEvidence(
        expected=tuple((item, item in cited) for item in expected_items(evidence_th)),
        citations=tuple(citations),
    )
