"""Forms of site visits, their findings and photographs."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.pages.forms.fields import FIRST_DAY, text_field
from assessments.visits.domain import participants_of
from assessments.visits.words import FINDING_RESULTS
from ecotown.common.forms.dates import DateField, Period
from ecotown.common.forms.fields import REQUIRED, TextField
from ecotown.common.thai.formats import text
from indicators.criteria.words.names import short_name

TEXT_MAX_LENGTH = 4000


class VisitForm(forms.Form):
    """The date, places, participants and summary of a site visit."""

    visited_on = DateField(label=_("Date of the visit"), period=Period.UNTIL_TODAY, first_day=FIRST_DAY)
    place = TextField(label=_("Places visited"), max_length=300, error_messages=REQUIRED)
    participants = text_field(
        pgettext_lazy("site visit", "Participants"),
        rows=4,
        max_length=TEXT_MAX_LENGTH,
        help_text=_("One on each line: name, a comma, position. Write no other personal data."),
    )
    summary = text_field(_("Summary"), rows=4, required=False, max_length=TEXT_MAX_LENGTH)

    def __init__(self, *args, visit=None, **kwargs):
        """Create the form; `visit` is the visit to change, None for a new one."""
        initial = {name: getattr(visit, name) for name in self.base_fields} if visit else {}
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
    """A finding about an indicator."""

    code = forms.ChoiceField(
        label=_("Indicator"), error_messages={**REQUIRED, "invalid_choice": _("Please choose an indicator.")}
    )
    tone = forms.ChoiceField(
        label=_("Result"), choices=list(FINDING_RESULTS.items()), error_messages=REQUIRED
    )
    text = text_field(_("Finding"), max_length=TEXT_MAX_LENGTH)

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = indicator_choices(edition)
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("save", _("Save the finding"), css_class="btn btn-primary"))


class PhotoCitationForm(forms.Form):
    """The indicator that a photograph is cited for."""

    code = forms.ChoiceField()
    note = TextField(max_length=500, required=False)

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = indicator_choices(edition)


def indicator_choices(edition):
    """Return every indicator as code and name, grouped by dimension, as form choices."""
    return [
        (
            text(dimension, "name"),
            [
                (indicator.code, f"{indicator.code} {short_name(indicator)}")
                for indicator in dimension.indicators
            ],
        )
        for dimension in edition.dimensions
    ]
