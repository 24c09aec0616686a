"""What people type about an assessment, parsed and limited; nothing is saved here."""

from assessments.forms.assessments import EntryForm, ResolutionForm, SubmitForm
from assessments.forms.audits import (
    AssignForm,
    AuditFilterForm,
    CommentForm,
    RecuseForm,
    ResubmitForm,
    ReturnForm,
    VerdictForm,
    verdict_forms,
)
from assessments.forms.evidence import CitationForm, UploadForm
from assessments.forms.history import HistoryFilterForm
from assessments.forms.plans import AssumedForm, PlanForm
from assessments.forms.remarks import AnswerForm, NoteForm

__all__ = [
    "AnswerForm",
    "AssignForm",
    "AssumedForm",
    "AuditFilterForm",
    "CitationForm",
    "CommentForm",
    "EntryForm",
    "HistoryFilterForm",
    "NoteForm",
    "PlanForm",
    "RecuseForm",
    "ResolutionForm",
    "ResubmitForm",
    "ReturnForm",
    "SubmitForm",
    "UploadForm",
    "VerdictForm",
    "verdict_forms",
]
