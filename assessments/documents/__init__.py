"""Papers about assessments: the workflow, the history, minutes, the workbook filled in offline."""

from assessments.documents.history import history_csv
from assessments.documents.minutes import answer_mail, minutes_pdf
from assessments.documents.seal import SEAL_SHEET, SealError, open_seal
from assessments.documents.workbook import headings, instructions_title, workbook_of
from assessments.documents.workflow import workflow_document

__all__ = [
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
