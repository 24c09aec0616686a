"""Forms of evidence: uploads and citations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.evidence.models import Evidence
from ecotown.common.forms.fields import REQUIRED, CodeField, FilesField, PagesField, TextField


class UploadForm(forms.Form):
    """One or several files; each is examined on its own, so that a refusal does not affect the others."""

    files = FilesField(error_messages={"required": _("Please choose at least one file.")})


class CitationForm(forms.Form):
    """The citation of a file of the library or of new files for an indicator, with pages and a note."""

    evidence = forms.ModelChoiceField(
        Evidence.objects.none(),
        required=False,
        error_messages={"invalid_choice": _("This file is not in the evidence of the assessment.")},
    )
    files = FilesField(required=False)
    code = CodeField(max_length=20, error_messages=REQUIRED)
    expected = TextField(max_length=300, required=False)
    page = PagesField(
        max_length=40, required=False, error_messages={"max_length": _("At most 40 characters for the page.")}
    )
    note = TextField(
        max_length=500,
        required=False,
        error_messages={"max_length": _("At most 500 characters for the note.")},
    )

    def __init__(self, *args, assessment, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = Evidence.objects.filter(assessment=assessment)

    def clean_files(self):
        return [file for file in self.cleaned_data["files"] if file]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not (cleaned["evidence"] or cleaned["files"]):
            self.add_error("evidence", _("Please choose a file."))
        return cleaned
