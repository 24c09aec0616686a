"""Files that people send, and where they say these are cited."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import Evidence
from ecotown.common.fields import REQUIRED, CodeField, FilesField, PagesField, TextField


class UploadForm(forms.Form):
    """One or several files; each is examined on its own, so that one that is refused keeps out no other."""

    files = FilesField(error_messages={"required": _("Please choose at least one file.")})


class CitationForm(forms.Form):
    """Which file proves an indicator, one of the library or new ones, and where in it."""

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
        return [one for one in self.cleaned_data["files"] if one]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not (cleaned["evidence"] or cleaned["files"]):
            self.add_error("evidence", _("Please choose a file."))
        return cleaned
