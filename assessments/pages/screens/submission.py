"""The check before submission: obstacles, advice and counts of what is complete."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.evidence.models import Evidence
from assessments.evidence.queries import UnsettledFiles
from assessments.evidence.words import expected_words
from assessments.pages.screens.assessment import AssessmentPage, indicators_with_aspects
from assessments.submission import words
from indicators.criteria.domain.framework import Aspect, Framework, Indicator, Quantity


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
    return {
        "obstacles": [
            *_findings(obstacles, edition),
            *_quantity_findings(page.unconfirmed_quantities),
            *unsettled_findings(unsettled),
        ],
        "advice": _findings(advice, edition),
        "proved_count": sum(bool(evidence.citations) for evidence in applicable.values()),
        "asked_count": len(applicable),
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
