"""Forms of awards."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import REQUIRED, TextField


class ReasonForm(forms.Form):
    """The reason of a reprint, replacement or revocation; the buttons are in the template."""

    reason = TextField(
        label=_("Reason"),
        help_text=_("Of a revocation everyone reads it; write no personal data."),
        max_length=2000,
        error_messages=REQUIRED,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
