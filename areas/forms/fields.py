"""Fields that several forms of the register share."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import REQUIRED, TextField, WholeNumberField

LONGEST_NAME, LONGEST_TEXT = 200, 2000
# The department and its predecessors named no area before.
FIRST_DAY = date(2007, 1, 1)


def name_field(label, *, required=True, max_length=LONGEST_NAME, **options):
    """Return the field of a name in one line."""
    return TextField(
        label=label, required=required, max_length=max_length, error_messages=REQUIRED, **options
    )


def text_field(label, *, required=True, rows=3, **options):
    """Return the field of a text of several lines, such as a reason or a source."""
    return TextField(
        label=label,
        required=required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=REQUIRED,
        **options,
    )


def source_field(**options):
    """Return the field for where something comes from."""
    options.setdefault(
        "help_text", _("For example the number and date of a letter, or an address on the web")
    )
    return text_field(_("Source"), rows=2, **options)


def year_field():
    """Return the field of a fiscal year of the Buddhist Era."""
    return WholeNumberField(
        label=_("Fiscal year (B.E.)"),
        min_value=2550,
        max_value=2640,
        error_messages={
            **REQUIRED,
            "invalid": _("Please type a number."),
            "min_value": _("Please check the fiscal year (B.E.)."),
            "max_value": _("Please check the fiscal year (B.E.)."),
        },
    )


def saving_helper(form, label, *, css_class="btn btn-primary"):
    """Return the helper of a form with one button."""
    helper = FormHelper(form)
    helper.attrs = {"novalidate": ""}
    helper.add_input(Submit("save", label, css_class=css_class))
    return helper
