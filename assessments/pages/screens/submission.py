"""The check before submission: obstacles, advice and counts of what is complete."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.evidence.models import Evidence
from assessments.evidence.queries import UnsettledFiles
from assessments.evidence.words import expected_words
from assessments.explanation.queries.cards import NO_VALUE
from assessments.pages.screens.aspects import indicators_with_aspects
from assessments.pages.screens.assessment import AssessmentPage
from assessments.submission import words
from indicators.criteria.domain.framework import Aspect, Framework, Indicator, Quantity

# What a finding speaks of: the part of the page of an aspect that its links lead to, before the code.
PARTS = {
    "unconfirmed": "confirm",
    "unanswered-warnings": "warnings",
    "warnings-answered": "warnings",
    "without-evidence": "evidence",
    "evidence-absent": "evidence",
}


@dataclass(frozen=True, slots=True)
class SubmissionFinding:
    """One obstacle or advice with its indicators, shared quantities or files.

    Each indicator has a detail in words.
    """

    code: str
    sentence: str
    places: tuple[tuple[Aspect, Indicator, str], ...] = ()
    quantities: tuple[Quantity, ...] = ()
    files: tuple[Evidence, ...] = ()

    @property
    def part(self) -> str:
        """What the links lead to on the page of the aspect: the whole indicator or one part of it."""
        return PARTS.get(self.code, "indicator")

    @property
    def is_answered_here(self) -> bool:
        """Whether it is settled on the page of resubmitting itself."""
        return self.code == "unanswered"


def submission_check_context(
    page: AssessmentPage,
    unsettled: UnsettledFiles,
) -> dict[str, Any]:
    """Return the template context of the check page.

    `unsettled` holds the files that prevent submission.
    """
    edition = page.edition
    exempt = {code: value.reason for code, value in page.values.items() if value.not_applicable}
    evidence_by_code = page.evidence_of(edition)
    applicable = {code: evidence for code, evidence in evidence_by_code.items() if code not in exempt}
    absent = {
        code: "; ".join(
            expected_words(item, edition.by_code[code])
            for item, is_cited in evidence.expected
            if not is_cited
        )
        for code, evidence in applicable.items()
        if evidence.citations and evidence.given_count < len(evidence.expected)
    }
    # One line for each kind, in the order and with the codes of `check_submission`.
    obstacles = {
        "incomplete": edition.by_code.keys() - page.answered,
        "unconfirmed": page.unconfirmed,
        "unanswered-warnings": page.warned_codes,
    }
    advice = {
        "without-evidence": {code for code, evidence in applicable.items() if not evidence.citations},
        "evidence-absent": absent,
        "not-applicable": exempt,
        "warnings-answered": page.warnings_and_peers.reasons,
    }
    wrong = set().union(*obstacles.values())
    return {
        "dimensions": [
            (dimension, aspects, sum(indicator.code in wrong for indicator in dimension.indicators))
            for dimension, aspects in page.cards_by_dimension()
        ],
        "obstacles": [
            *_findings(obstacles, edition),
            *_quantity_findings(page.unconfirmed_quantities),
            *unsettled_findings(unsettled),
        ],
        "advice": _findings(advice, edition),
        "proved_count": sum(bool(evidence.citations) for evidence in applicable.values()),
        "asked_count": len(applicable),
        "unproved_count": len(advice["without-evidence"]),
    }


def resubmission_check_context(page: AssessmentPage, unsettled: UnsettledFiles) -> dict[str, Any]:
    """Return what the page of resubmitting says of the returned indicators, in the order of the rule."""
    edition = page.edition
    returned = {item.code: item for item in page.returned_items}
    evidence_by_code = page.evidence_of(edition)
    obstacles = {
        "incomplete": edition.by_code.keys() - page.answered,
        "unanswered": {code for code, item in returned.items() if not item.is_answered},
        "unanswered-warnings": page.warned_codes & returned.keys(),
    }
    unproved = {
        code
        for code in returned
        if not (evidence_by_code[code].citations or page.values.get(code, NO_VALUE).not_applicable)
    }
    return {
        "obstacles": [*_findings(obstacles, edition), *unsettled_findings(unsettled)],
        "advice": _findings({"without-evidence": unproved}, edition),
        "unproved_count": len(unproved),
    }


def _quantity_findings(unconfirmed: Sequence[Quantity]) -> list[SubmissionFinding]:
    code = "unconfirmed-quantities"
    sentence = words.finding(code, len(unconfirmed))
    return [SubmissionFinding(code, sentence, quantities=tuple(unconfirmed))] if unconfirmed else []


def unsettled_findings(unsettled: UnsettledFiles) -> list[SubmissionFinding]:
    """Return the files that prevent submission, in the order of `check_files`."""
    kinds = {"evidence-unexamined": unsettled.unexamined, "refused-cited": unsettled.refused_cited}
    return [
        SubmissionFinding(code, words.finding(code, len(files)), files=files)
        for code, files in kinds.items()
        if files
    ]


def _findings(kinds: Mapping[str, Collection[str]], edition: Framework) -> list[SubmissionFinding]:
    return [
        SubmissionFinding(
            code,
            words.finding(code, len(codes)),
            tuple(
                (aspect, indicator, codes[indicator.code] if isinstance(codes, Mapping) else "")
                for aspect, indicator in indicators_with_aspects(edition, codes)
            ),
        )
        for code, codes in kinds.items()
        if codes
    ]
