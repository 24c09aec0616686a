"""What an assessor types about a site visit; nothing is saved here."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.domain.visits import participants_of
from assessments.forms.assessments import ThaiDateField
from assessments.labels import TONES
from ecotown.common import thai
from ecotown.common.fields import REQUIRED, TextField

LONG = 4000


def _text(label, rows, **options):
    widget = forms.Textarea(attrs={"rows": rows})
    return TextField(label=label, max_length=LONG, widget=widget, error_messages=REQUIRED, **options)


class VisitForm(forms.Form):
    """When, where and with whom."""

    visited_on = ThaiDateField(
        label=_("Date of the visit"), help_text=_("Day/month/year B.E., for example 12/3/2569")
    )
    place = TextField(label=_("Places visited"), max_length=300, error_messages=REQUIRED)
    participants = _text(
        _("Participants"),
        4,
        help_text=_("One on each line: name, a comma, position. Write no other personal data."),
    )
    summary = _text(_("Summary"), 4, required=False)

    def __init__(self, *args, visit=None, **kwargs):
        """`visit` is the one to be changed."""
        initial = {name: getattr(visit, name) for name in self.base_fields} if visit else {}
        if visit:
            day = visit.visited_on
            initial["visited_on"] = f"{day.day}/{day.month}/{thai.year(day)}"
        super().__init__(*args, initial=initial, **kwargs)
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("save", _("Save the visit"), css_class="btn btn-primary"))

    def clean_participants(self):
        text = self.cleaned_data["participants"]
        if not participants_of(text):
            raise forms.ValidationError(REQUIRED["required"])
        return text


class FindingForm(forms.Form):
    """What was found about an indicator."""

    code = forms.ChoiceField(
        label=_("Indicator"), error_messages={**REQUIRED, "invalid_choice": _("Please choose an indicator.")}
    )
    tone = forms.ChoiceField(label=_("Result"), choices=list(TONES.items()), error_messages=REQUIRED)
    text = _text(_("Finding"), 3)

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = indicator_choices(edition)
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("save", _("Save the finding"), css_class="btn btn-primary"))


class PhotoCitationForm(forms.Form):
    """Which indicator a photograph shows something about."""

    code = forms.ChoiceField()
    note = TextField(max_length=500, required=False)

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = indicator_choices(edition)


def indicator_choices(edition):
    """Every indicator as code and name, by dimension."""
    return [
        (dimension.name_th, [(one.code, f"{one.code} {one.name_th}") for one in dimension.indicators])
        for dimension in edition.dimensions
    ]
