"""Forms of meetings of the committee and their resolutions."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from assessments.pages.forms.fields import FIRST_DAY, public_text_field, text_field
from ecotown.common.forms.dates import MOST_DAYS_TO_PLAN, DateField
from ecotown.common.forms.fields import REQUIRED, AsciiMixin, TextField
from ecotown.common.forms.layouts import Markup


class MeetingNumberField(AsciiMixin, forms.RegexField):
    """A number such as 10-2/2569, in Thai digits too."""


class MeetingForm(forms.Form):
    """A meeting of the committee."""

    number = MeetingNumberField(
        label=_("Meeting number"),
        max_length=30,
        regex=r"^\d{1,3}(-\d{1,3})?/25\d\d$",
        error_messages={**REQUIRED, "invalid": _("A meeting number looks like 10-2/2569.")},
        help_text=_("For example 10-2/2569"),
    )
    date = DateField(
        label=_("Date of the meeting"),
        first_day=FIRST_DAY,
        most_days_ahead=MOST_DAYS_TO_PLAN,
        wants_working_day=True,
    )
    place = TextField(label=_("Place"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("save", _("Save the meeting"), css_class="btn btn-primary"))


class ResolutionForm(forms.Form):
    """The resolution of the committee on an assessment."""

    granted_level = forms.TypedChoiceField(
        label=_("Granted level"), coerce=int, widget=forms.RadioSelect, error_messages=REQUIRED
    )
    reason = public_text_field(
        _("Reason when the granted level differs from the computed one"), required=False
    )

    def __init__(self, *args, level_names, computed_level, **kwargs):
        super().__init__(*args, initial={"granted_level": computed_level}, **kwargs)
        self.computed_level = computed_level
        self.fields["granted_level"].choices = level_names
        self.helper = FormHelper(self)
        self.helper.layout = Layout(
            "granted_level",
            Markup(format_html('<p class="form-text">{}: {}</p>', _("Computed level"), computed_level)),
            "reason",
        )
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("resolve", _("Record the resolution"), css_class="btn btn-primary"))

    def clean(self):
        cleaned = super().clean()
        differs = cleaned.get("granted_level") not in (None, self.computed_level)
        if differs and "reason" not in self.errors and not cleaned["reason"].strip():
            self.add_error("reason", _("A granted level that differs from the computed one needs a reason."))
        return cleaned


class WithdrawResolutionForm(forms.Form):
    """The reason why a resolution is withdrawn that was recorded wrongly."""

    reason = text_field(
        _("What was recorded wrongly"),
        help_text=_("The reason stays in the history, beside the resolution that was withdrawn."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("withdraw", _("Withdraw the resolution"), css_class="btn btn-primary"))


class SendBackForm(forms.Form):
    """The reason why the committee sends an assessment back."""

    reason = text_field(
        _("What the committee asks the assessor to look at"),
        help_text=_("The assessor and the province read this."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="send-back", **kwargs)
        self.helper = FormHelper(self)
        self.helper.attrs = {
            "novalidate": "",
            "data-confirm": _("Send the assessment back to the external audit?"),
        }
        self.helper.add_input(
            Submit("send-back", _("Send back to the external audit"), css_class="btn btn-secondary")
        )


class ReplyForm(forms.Form):
    """The assessor's answer to the committee."""

    reply = text_field(_("Answer to the committee"))

    def __init__(self, *args, action="", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_action = action
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("save", _("Save the answer"), css_class="btn btn-secondary"))
