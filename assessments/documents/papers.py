"""The papers about an assessment that are printed: dossier, audit report and checklist of the site visit."""

from django.utils import timezone, translation

from assessments import labels
from assessments.domain.audits import STAGES, Kind
from assessments.queries import Dossier
from ecotown.common import pdf

# Of the verdicts, those that an audit report tells one by one; the others accept what was given.
TOLD = {Kind.ADJUST, Kind.RETURN, Kind.AGREE, Kind.REFUSE}


def dossier_pdf(dossier: Dossier) -> bytes:
    """The whole dossier on A4 upright, with a table of contents and bookmarks."""
    return _render("assessments/papers/dossier.html", dossier)


def audit_report_pdf(dossier: Dossier) -> bytes:
    """What the two audits did: verdicts that change something, returns, visits, and lines to sign on."""
    told = [line for line in dossier.lines if any(one.kind in TOLD for one in line.judged.verdicts)]
    return _render("assessments/papers/audit_report.html", dossier, told=told)


def checklist_pdf(dossier: Dossier) -> bytes:
    """What to look at on a site visit: each indicator, its value, what proves it, and room to write."""
    return _render("assessments/papers/checklist.html", dossier, tones=labels.TONES.values())


def _render(template, dossier, **more):
    with translation.override("th"):  # whatever the worker speaks
        context = {
            "dossier": dossier,
            "assessment": dossier.assessment,
            "framework": dossier.assessment.cycle.framework,
            "resolution": dossier.resolution,
            "counts": _counts(dossier),
            "made_at": timezone.now(),
            "is_demonstration": dossier.assessment.cycle.is_demonstration,
            **more,
        }
        return pdf.render(template, context)


def _counts(dossier):
    """A row for each verdict with the number of indicators at each stage, those without one last."""
    words = {**labels.VERDICTS_GIVEN, "": labels.WITHOUT_VERDICT}
    return [
        (str(word), [dossier.verdict_counts[stage].get(kind, 0) for stage in STAGES])
        for kind, word in words.items()
    ]
