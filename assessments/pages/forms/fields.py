"""Fields that several forms of assessments have."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.corrections.domain import private_details
from assessments.corrections.words import REFUSALS
from ecotown.common.forms.fields import REQUIRED, TextField

TEXT_MAX_LENGTH = 2000
# The criteria were first made in B.E. 2560.
FIRST_DAY = date(2017, 1, 1)


class LongTextField(TextField):
    """A text of several lines: one that is too long is refused, as a browser would cut its end off unsaid."""

    def widget_attrs(self, widget):
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


def text_field(label, *, rows=3, required=True, **options):
    """Return a field for a text of several lines."""
    return LongTextField(
        label=label,
        required=required,
        max_length=options.pop("max_length", TEXT_MAX_LENGTH),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={**REQUIRED, **options.pop("error_messages", {})},
        **options,
    )


def public_text_field(label, **options):
    """Return a field for a text of several lines that everyone reads, without private details."""
    help_text = _("Everyone reads it. Write no personal data.")
    return text_field(label, validators=[_check_public], help_text=help_text, **options)


def _check_public(text):
    if private_details(text):
        raise forms.ValidationError(REFUSALS["private-details"])
