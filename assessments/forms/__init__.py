"""What people type about an assessment, parsed and limited; nothing is saved here."""

from assessments.forms.assessments import EntryForm, ResolutionForm, SubmitForm
from assessments.forms.evidence import CitationForm, UploadForm
from assessments.forms.history import HistoryFilterForm

__all__ = ["CitationForm", "EntryForm", "HistoryFilterForm", "ResolutionForm", "SubmitForm", "UploadForm"]
