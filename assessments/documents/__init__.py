"""Papers about assessments: the workflow, the history, minutes, the workbook filled in offline."""

from assessments.documents.dossier_workbook import dossier_workbook
from assessments.documents.history import history_csv
from assessments.documents.minutes import answer_mail, minutes_pdf
from assessments.documents.papers import audit_report_pdf, checklist_pdf, dossier_pdf
from assessments.documents.seal import SEAL_SHEET, SealError, open_seal
from assessments.documents.workbook import headings, instructions_title, workbook_of
from assessments.documents.workflow import workflow_document
from assessments.domain.papers import Kind

# How each kind of paper is made out of a dossier.
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
