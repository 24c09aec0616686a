"""Fields that several forms of assessments have."""

from datetime import date

from django import forms

from ecotown.common.forms.fields import REQUIRED, TextField

TEXT_MAX_LENGTH = 2000
# The criteria were first made in B.E. 2560.
FIRST_DAY = date(2017, 1, 1)


def text_field(label, *, rows=3, required=True, **options):
    """Return a field for a text of several lines."""
    return TextField(
        label=label,
        required=required,
        max_length=options.pop("max_length", TEXT_MAX_LENGTH),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={**REQUIRED, **options.pop("error_messages", {})},
        **options,
    )
