"""Forms that create an edition as a copy or from a file, and publish it."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import REQUIRED
from indicators.criteria.domain.exact_json import parse_json
from indicators.criteria.domain.faults import InputError
from indicators.criteria.words import faults, fields
from indicators.editions.models import Framework
from indicators.pages.forms.fields import YEAR_LIMITS, EditionChoiceField, EditionField, YearField, text_field
from indicators.publishing import words

MAX_FILE_BYTES = 2 * 2**20  # bytes; the working edition has 62,000
MAX_FAULTS = 50  # shown for one file


class EditionCopyForm(forms.Form):
    """A new edition as a copy of another one."""

    source = EditionChoiceField(
        Framework.objects.none(), label=_("Copy of"), empty_label=None, to_field_name="edition"
    )
    edition = EditionField(help_text=_("For example 2570-draft. It cannot be changed later."))
    name_th = text_field("name_th", required=True)
    name_en = text_field("name_en", required=True)
    effective_from = YearField(label=fields.FIELDS["effective_from"], **YEAR_LIMITS)

    def __init__(self, *args, editions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = editions
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("copy", _("Make the draft"), css_class="btn btn-primary"))

    def clean_edition(self):
        edition = self.cleaned_data["edition"]
        if Framework.objects.filter(edition=edition).exists():
            raise forms.ValidationError(words.refusal_sentence("exists"), code="exists")
        return edition


class EditionFileForm(forms.Form):
    """An edition as a JSON file, cleaned to its document; syntax errors are errors of the field."""

    file = forms.FileField(
        label=_("File of the edition (.json)"),
        error_messages={**REQUIRED, "empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
    edition = EditionField(
        required=False, help_text=_("Only to load it under another code than the one in the file.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("load", _("Check and load"), css_class="btn btn-primary"))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE_BYTES:
            message = _("The file is larger than %(limit)s MB.") % {"limit": MAX_FILE_BYTES // 2**20}
            raise forms.ValidationError(message, code="too-large")
        try:
            document = parse_json(file.read())
        except InputError as error:
            raise forms.ValidationError(
                [faults.fault_sentence(message) for message in error.faults[:MAX_FAULTS]]
            ) from error
        if not isinstance(document, dict):
            raise forms.ValidationError(faults.fault_sentence("text where an object is expected"))
        return document

    @property
    def document(self) -> dict:
        """The document, with the entered code in place of its own, if any; only after `is_valid()`."""
        edition = self.cleaned_data["edition"]
        return {**self.cleaned_data["file"], **({"edition": edition} if edition else {})}


class PublishForm(forms.Form):
    """The confirmation that publishing cannot be undone."""

    understood = forms.BooleanField(
        label=_("I understand that a published edition is never changed."),
        error_messages={"required": _("Please tick that you understand this.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("publish", _("Publish the edition"), css_class="btn btn-primary"))
