"""Papers about assessments: the workflow, and the workbook that officers fill in without the portal."""

from assessments.documents.workbook import (
    SEAL_SHEET,
    SealError,
    headings,
    instructions_title,
    open_seal,
    workbook_of,
)
from assessments.documents.workflow import workflow_document

__all__ = [
    "SEAL_SHEET",
    "SealError",
    "headings",
    "instructions_title",
    "open_seal",
    "workbook_of",
    "workflow_document",
]
