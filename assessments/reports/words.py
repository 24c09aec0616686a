"""Words of reports, and of what asking for reports refuses."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.reports.domain import ReportKind, ReportPackage

REPORTS = {
    ReportKind.DOSSIER_PDF.value: _("Dossier (PDF)"),
    ReportKind.DOSSIER_WORKBOOK.value: _("Dossier (Excel)"),
    ReportKind.AUDIT_REPORT.value: _("Audit report (PDF)"),
    ReportKind.CHECKLIST.value: _("Checklist of the site visit (PDF)"),
}
PACKAGES = {
    ReportPackage.DOSSIER: _("Dossier (PDF and Excel)"),
    ReportPackage.AUDIT_REPORT: REPORTS[ReportKind.AUDIT_REPORT.value],
    ReportPackage.CHECKLIST: REPORTS[ReportKind.CHECKLIST.value],
}

# Why an action is refused, by the code of the WorkflowError.
REFUSALS = {
    "report-before-submission": _("Papers are made after the assessment has been submitted."),
    "report-before-publication": _("The dossier is open to the province after the publication."),
    "checklist-not-now": _("The checklist is made while an audit is open."),
    "report-not-failed": _("This paper is not in error."),
}


def page_mark(*, with_notes: bool, is_demonstration: bool) -> str:
    """Return the words at the edge of the pages of a report: who may read it, that its data are made up."""
    marks = [
        gettext("For the department only") if with_notes else "",
        gettext("Demonstration data, no assessment of any real place") if is_demonstration else "",
    ]
    return " · ".join(filter(None, marks))
