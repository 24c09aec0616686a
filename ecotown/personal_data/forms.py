"""Forms about the personal data of one person."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecotown.accounts.models import User
from ecotown.common.forms.fields import REQUIRED, TextField
from ecotown.common.forms.name_choices import NameChoiceField
from ecotown.personal_data.models import REASON_LENGTH, WITHDRAWN, Erasure


class PersonForm(forms.Form):
    """A person of whose data an administrator wants a copy."""

    person = NameChoiceField(
        queryset=User.objects.none(),
        label=_("Person whose data it is"),
        empty_label=_("Please choose"),
        error_messages={**REQUIRED, "invalid_choice": _("Please choose a person of the list.")},
    )

    button, url_name = _("Make a copy"), "personal_data:ask-copy"
    nobody = _("There is nobody to choose.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = self.people()
        self.helper = FormHelper(self)
        self.helper.form_action = reverse(self.url_name)
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("ask", self.button, css_class="btn btn-primary"))

    def people(self):
        return User.objects.all()


class ErasureForm(PersonForm):
    """A person whose account is closed and whose data shall be erased, and why."""

    reason = TextField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=REQUIRED,
        help_text=_("For example the number and date of the letter that asks for it. It stays: name nobody."),
    )

    button, url_name = _("Ask for the erasure"), "personal_data:ask-erasure"
    nobody = _("Only the data of closed accounts can be erased, and no closed account is left.")

    def people(self):
        decided = Erasure.objects.exclude(state=WITHDRAWN).values("person")
        return User.objects.filter(is_active=False).exclude(pk__in=decided)
