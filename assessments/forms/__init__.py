"""What people type about an assessment, parsed and limited; nothing is saved here."""

from assessments.forms.assessments import EntryForm, ResolutionForm, SubmitForm
from assessments.forms.evidence import CitationForm, UploadForm
from assessments.forms.history import HistoryFilterForm
from assessments.forms.plans import AssumedForm, PlanForm

__all__ = [
    "AssumedForm",
    "CitationForm",
    "EntryForm",
    "HistoryFilterForm",
    "PlanForm",
    "ResolutionForm",
    "SubmitForm",
    "UploadForm",
]
