"""Making the reports that were asked for."""

from django.db import transaction

from assessments.corrections.queries import with_level_in_force
from assessments.reports.documents.dossier_workbook import dossier_workbook
from assessments.reports.documents.reports import audit_report_pdf, checklist_pdf, dossier_pdf
from assessments.reports.domain import ReportKind
from assessments.reports.models import Report
from assessments.reports.queries import dossier as dossier_queries
from assessments.workflow.models import Assessment
from ecotown.common.produced_files.making import FileMaker, unguessable_name

# The function that makes each kind of report out of a dossier.
MAKERS = {
    ReportKind.DOSSIER_PDF: dossier_pdf,
    ReportKind.DOSSIER_WORKBOOK: dossier_workbook,
    ReportKind.AUDIT_REPORT: audit_report_pdf,
    ReportKind.CHECKLIST: checklist_pdf,
}

RELATED_ROWS = ("area__province", "cycle__framework", "passed_by", "recommended_by")


def _content(report: Report) -> bytes:
    """Return the content of the file, with the assessment locked so that all totals are of one moment."""
    with transaction.atomic():
        rows = with_level_in_force(Assessment.objects.all()).select_for_update(of=("self",))
        assessment = rows.select_related(*RELATED_ROWS).get(pk=report.assessment_id)
        reads_notes = report.owner.has_perm("assessments.read_notes", assessment)
        dossier = dossier_queries.dossier_of(
            assessment, with_notes=report.is_internal, reads_notes=reads_notes
        )
    return MAKERS[ReportKind(report.kind)](dossier)


REPORTS: FileMaker[Report] = FileMaker(
    rows=Report.objects.all(),
    contents=lambda reports: map(_content, reports),
    name=lambda report, _sha256: f"{report.assessment_id}/{unguessable_name(report.suffix)}",
)
