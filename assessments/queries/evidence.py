"""What proves the values: the files of an assessment, and what is cited for each indicator."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q

from assessments.domain.entries import expected_items
from assessments.models import Assessment, Citation, Evidence
from ecotown.common import thai
from indicators.domain.framework import Aspect, Framework


@dataclass(frozen=True, slots=True)
class Proof:
    """What is expected as evidence of one indicator, whether each item is there, and what is cited."""

    expected: tuple[tuple[str, bool], ...]
    citations: tuple[Citation, ...]

    @property
    def is_waiting(self) -> bool:
        """Whether a worker is to examine or scan one of the files yet."""
        return any(one.evidence.is_unfinished for one in self.citations)

    @property
    def given_count(self) -> int:
        return sum(is_given for _, is_given in self.expected)


@dataclass(frozen=True, slots=True)
class UnsettledFiles:
    """Files that are being examined, and files that were refused and are still cited."""

    unexamined: tuple[Evidence, ...]
    refused_cited: tuple[Evidence, ...]


def library(assessment: Assessment) -> list[Evidence]:
    """Every file of the assessment, the newest first, removed ones last; two queries."""
    citations = Citation.objects.select_related("indicator__aspect").order_by("indicator_id", "page")
    files = (
        Evidence.objects.filter(assessment=assessment)
        .select_related("uploaded_by", "removed_by", "visit")
        .prefetch_related(Prefetch("citations", citations))
    )
    return sorted(files, key=lambda one: one.is_removed)


def citable(assessment: Assessment) -> list[Evidence]:
    """The files that an indicator may be proved with, by name; one query."""
    files = Evidence.objects.citable().filter(assessment=assessment).order_by("pk")
    return sorted(files, key=lambda one: thai.sort_key(one.name))


def unsettled_files(assessment: Assessment) -> UnsettledFiles:
    """The files of the province that stand in the way of handing in; one query."""
    waiting, refused = Evidence.Examination.WAITING, Evidence.Examination.REFUSED
    cited = Citation.objects.filter(evidence=OuterRef("pk"))
    rows = Evidence.objects.of_province().filter(assessment=assessment).order_by("pk")
    files = rows.filter(Q(examination=waiting) | Q(Exists(cited), examination=refused))
    return UnsettledFiles(
        tuple(one for one in files if one.is_unexamined), tuple(one for one in files if one.is_refused)
    )


def proofs_of(assessment: Assessment, part: Aspect | Framework) -> dict[str, Proof]:
    """The evidence of each indicator of an aspect or of the whole edition, by code; one query."""
    cited = defaultdict(list)
    rows = Citation.objects.filter(
        evidence__assessment=assessment, indicator__code__in=[one.code for one in part.indicators]
    ).select_related("evidence", "indicator", "cited_by")
    for citation in rows:
        cited[citation.indicator.code].append(citation)
    return {one.code: _proof(one.evidence_th, cited[one.code]) for one in part.indicators}


def aspect_of(edition: Framework, code: str) -> Aspect | None:
    """The aspect that holds the indicator `code`."""
    aspects = (aspect for dimension in edition.dimensions for aspect in dimension.aspects)
    return next((one for one in aspects if any(part.code == code for part in one.indicators)), None)


def _proof(evidence_th, citations):
    given = {citation.expected for citation in citations if not citation.evidence.is_refused}
    return Proof(
        expected=tuple((item, item in given) for item in expected_items(evidence_th)),
        citations=tuple(citations),
    )
