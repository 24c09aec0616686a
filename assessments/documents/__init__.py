"""Documents about assessments: reports, minutes, history, workflow, and the workbook for offline entry."""

from assessments.documents.dossier_workbook import dossier_workbook
from assessments.documents.history import history_csv
from assessments.documents.minutes import answer_mail, minutes_pdf
from assessments.documents.papers import audit_report_pdf, checklist_pdf, dossier_pdf
from assessments.documents.seal import SEAL_SHEET, SealError, open_seal
from assessments.documents.workbook import headings, instructions_title, workbook_of
from assessments.documents.workflow import workflow_document
from assessments.domain.papers import Kind

# The function that makes each kind of report out of a dossier.
MAKERS = {
    Kind.DOSSIER_PDF: dossier_pdf,
    Kind.DOSSIER_WORKBOOK: dossier_workbook,
    Kind.AUDIT_REPORT: audit_report_pdf,
    Kind.CHECKLIST: checklist_pdf,
}

__all__ = [
    "MAKERS",
    "SEAL_SHEET",
    "SealError",
    "answer_mail",
    "headings",
    "history_csv",
    "instructions_title",
    "minutes_pdf",
    "open_seal",
    "workbook_of",
    "workflow_document",
]
