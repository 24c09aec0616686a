"""The PDF reports about an assessment: dossier, audit report and checklist of the site visit."""

from django.utils import timezone

from assessments.audit import words as audit_words
from assessments.audit.domain import VerdictKind
from assessments.reports.queries.dossier import Dossier
from assessments.visits import words as visits_words
from assessments.workflow import words as workflow_words
from assessments.workflow.domain import STAGES
from ecotown.common.pdf import rendering
from ecotown.common.thai.papers import formal_paper

# The kinds of verdicts that an audit report lists; the others accept the value as entered.
LISTED_VERDICTS = {VerdictKind.ADJUST, VerdictKind.RETURN, VerdictKind.AGREE, VerdictKind.REFUSE}


def dossier_pdf(dossier: Dossier) -> bytes:
    """Return the dossier as a PDF on A4 portrait, with a table of contents and bookmarks."""
    return _render("assessments/reports/dossier.html", dossier)


def audit_report_pdf(dossier: Dossier) -> bytes:
    """Return the report of both audits as a PDF: listed verdicts, returns, visits, lines for signatures."""
    listed = [
        line
        for line in dossier.lines
        if any(verdict.kind in LISTED_VERDICTS for verdict in line.audit.verdicts)
    ]
    return _render("assessments/reports/audit_report.html", dossier, verdict_lines=listed)


def checklist_pdf(dossier: Dossier) -> bytes:
    """Return the site visit checklist as a PDF: each indicator with value, evidence and space for notes."""
    return _render("assessments/reports/checklist.html", dossier, tones=visits_words.FINDING_RESULTS.values())


def _render(template: str, dossier: Dossier, **context: object) -> bytes:
    with formal_paper():
        full_context = {
            "dossier": dossier,
            "assessment": dossier.assessment,
            "framework": dossier.assessment.cycle.framework,
            "resolution": dossier.resolution,
            "counts": _counts(dossier),
            "bulk": [
                (workflow_words.STATUS_NAMES[stage], codes)
                for stage, codes in dossier.accepted_in_bulk.items()
                if codes
            ],
            "made_at": timezone.now(),
            "is_demonstration": dossier.assessment.cycle.is_demonstration,
            **context,
        }
        return rendering.render(template, full_context, is_tagged=True)


def _counts(dossier: Dossier) -> list[tuple[str, list[int]]]:
    """Return a row for each verdict with the number of indicators at each stage, those without one last."""
    words = {**audit_words.VERDICTS_GIVEN, "": audit_words.WITHOUT_VERDICT}
    return [
        (str(word), [dossier.verdict_counts[stage].get(kind, 0) for stage in STAGES])
        for kind, word in words.items()
    ]
