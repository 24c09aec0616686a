"""What people type about an assessment, parsed and limited; nothing is saved here."""

from assessments.forms.assessments import EntryForm, ResolutionForm, SubmitForm
from assessments.forms.evidence import CitationForm, UploadForm

__all__ = ["CitationForm", "EntryForm", "ResolutionForm", "SubmitForm", "UploadForm"]
