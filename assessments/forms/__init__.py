"""Forms of assessments: they parse and limit input, and save nothing."""

from assessments.forms.assessments import EntryForm, SubmitForm
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
from assessments.forms.committee import MeetingForm, ReplyForm, ResolutionForm, SendBackForm
from assessments.forms.corrections import (
    CorrectedLevelForm,
    CorrectionForm,
    PublicAnswerForm,
    QuestionForm,
    RefusalForm,
)
from assessments.forms.evidence import CitationForm, UploadForm
from assessments.forms.history import HistoryFilterForm
from assessments.forms.plans import AssumedForm, PlanForm
from assessments.forms.remarks import AnswerForm, NoteForm
from assessments.forms.visits import FindingForm, PhotoCitationForm, VisitForm

__all__ = [
    "AnswerForm",
    "AssignForm",
    "AssumedForm",
    "AuditFilterForm",
    "CitationForm",
    "CommentForm",
    "CorrectedLevelForm",
    "CorrectionForm",
    "EntryForm",
    "FindingForm",
    "HistoryFilterForm",
    "MeetingForm",
    "NoteForm",
    "PhotoCitationForm",
    "PlanForm",
    "PublicAnswerForm",
    "QuestionForm",
    "RecuseForm",
    "RefusalForm",
    "ReplyForm",
    "ResolutionForm",
    "ResubmitForm",
    "ReturnForm",
    "SendBackForm",
    "SubmitForm",
    "UploadForm",
    "VerdictForm",
    "VisitForm",
    "verdict_forms",
]
