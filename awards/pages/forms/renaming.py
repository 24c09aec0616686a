"""The form that corrects what is printed of a recipient and replaces its awards."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from awards.ceremonies.actions.printed_values import PRINTED_FIELDS
from awards.pages.forms.recipients import RecipientForm
from ecotown.common.forms.fields import REQUIRED, TextField


class RenamingForm(RecipientForm):
    """What is printed of an existing recipient, and why it is corrected."""

    reason = TextField(
        label=_("Reason of the correction"),
        help_text=_("Stands with each of the new documents and in the history."),
        max_length=2000,
        error_messages=REQUIRED,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, recipient, **kwargs):
        super().__init__(*args, recipient=recipient, **kwargs)
        for name in self.fields.keys() - PRINTED_FIELDS - {"reason"}:
            del self.fields[name]
        self.helper = FormHelper(self)
        self.helper.attrs = {
            "novalidate": "",
            "data-confirm": _(
                "Correct the name and replace its documents by new ones with new numbers? Those that are "
                "there then count no more."
            ),
        }
        self.helper.layout = Layout(*self.parts())
        self.helper.add_input(
            Submit("rename", _("Correct the name and issue replacements"), css_class="btn btn-primary")
        )
