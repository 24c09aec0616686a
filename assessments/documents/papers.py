"""The PDF reports about an assessment: dossier, audit report and checklist of the site visit."""

from django.utils import timezone, translation

from assessments import labels
from assessments.domain.audits import STAGES, Kind
from assessments.queries import Dossier
from ecotown.common import pdf

# The kinds of verdicts that an audit report lists; the others accept the value as entered.
LISTED_VERDICTS = {Kind.ADJUST, Kind.RETURN, Kind.AGREE, Kind.REFUSE}


def dossier_pdf(dossier: Dossier) -> bytes:
    """Return the dossier as a PDF on A4 portrait, with a table of contents and bookmarks."""
    return _render("assessments/reports/dossier.html", dossier)


def audit_report_pdf(dossier: Dossier) -> bytes:
    """Return the report of both audits as a PDF: listed verdicts, returns, visits, lines for signatures."""
    listed = [
        line
        for line in dossier.lines
        if any(verdict.kind in LISTED_VERDICTS for verdict in line.judged.verdicts)
    ]
    return _render("assessments/reports/audit_report.html", dossier, told=listed)


def checklist_pdf(dossier: Dossier) -> bytes:
    """Return the site visit checklist as a PDF: each indicator with value, evidence and space for notes."""
    return _render("assessments/reports/checklist.html", dossier, tones=labels.TONES.values())


def _render(template: str, dossier: Dossier, **context: object) -> bytes:
    with translation.override("th"):  # whatever language is active in the worker
        full_context = {
            "dossier": dossier,
            "assessment": dossier.assessment,
            "framework": dossier.assessment.cycle.framework,
            "resolution": dossier.resolution,
            "counts": _counts(dossier),
            "made_at": timezone.now(),
            "is_demonstration": dossier.assessment.cycle.is_demonstration,
            **context,
        }
        return pdf.render(template, full_context)


def _counts(dossier: Dossier) -> list[tuple[str, list[int]]]:
    """Return a row for each verdict with the number of indicators at each stage, those without one last."""
    words = {**labels.VERDICTS_GIVEN, "": labels.WITHOUT_VERDICT}
    return [
        (str(word), [dossier.verdict_counts[stage].get(kind, 0) for stage in STAGES])
        for kind, word in words.items()
    ]
