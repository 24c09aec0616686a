"""Papers about assessments: the workflow, the history, the workbook that officers fill in offline."""

from assessments.documents.history import history_csv
from assessments.documents.seal import SEAL_SHEET, SealError, open_seal
from assessments.documents.workbook import headings, instructions_title, workbook_of
from assessments.documents.workflow import workflow_document

__all__ = [
    "SEAL_SHEET",
    "SealError",
    "headings",
    "history_csv",
    "instructions_title",
    "open_seal",
    "workbook_of",
    "workflow_document",
]
