"""Forms of ceremonies; they parse and limit, and save nothing."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms import AreaListForm
from assessments.pages.forms.fields import FIRST_DAY
from awards.ceremonies.domain.ceremonies import (
    SECONDS_EACH,
    SECONDS_RANGE,
)
from awards.designs.domain.purposes import DESIGN_FIELDS
from awards.designs.models import Design
from awards.designs.words import DESIGN_LABELS
from awards.pages.forms.fields import text_line
from awards.pages.words import REFUSALS
from ecotown.common.forms.dates import MOST_DAYS_TO_PLAN, DateField
from ecotown.common.forms.fields import REQUIRED, NumberField, WholeNumberField
from ecotown.common.forms.name_choices import NameChoiceField
from ecotown.common.forms.times import TimeOfDayField


class CeremonyForm(forms.Form):
    """A ceremony; the presiding person and the designs are optional. Only fitting designs are offered."""

    name = text_line(_("Name of the ceremony"), required=True)
    date = DateField(
        label=_("Date of the ceremony"),
        first_day=FIRST_DAY,
        most_days_ahead=MOST_DAYS_TO_PLAN,
        wants_working_day=True,
    )
    fiscal_year = NumberField(
        label=_("Fiscal year (B.E.)"),
        min_value=2560,
        max_value=2699,
        max_digits=4,
        decimal_places=0,
        error_messages=REQUIRED,
        help_text=_("Of the results that are honoured; recipients by name are numbered in it."),
    )
    place = text_line(_("Place"))
    presiding = text_line(_("Presiding person"))
    presiding_position = text_line(_("Position of the presiding person"))
    with_certificate = forms.BooleanField(label=_("A certificate"), required=False, initial=True)
    with_plaque = forms.BooleanField(label=_("A plaque"), required=False)
    starts_at = TimeOfDayField(
        label=_("Start of the handing over"),
        required=False,
        help_text=_("For example 09.30; the run sheet then says when each recipient is called."),
    )
    seconds_each = WholeNumberField(
        label=_("Seconds for each recipient"),
        min_value=SECONDS_RANGE[0],
        max_value=SECONDS_RANGE[1],
        initial=SECONDS_EACH,
        error_messages=REQUIRED,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (kind, purpose) in DESIGN_FIELDS.items():
            self.fields[name] = NameChoiceField(
                Design.objects.published(kind, purpose),
                label=DESIGN_LABELS[name],
                required=False,
                empty_label=_("None yet"),
                error_messages={"invalid_choice": REFUSALS["design-purpose"]},
            )
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            *("name", "date", "fiscal_year", "place", "presiding", "presiding_position"),
            Fieldset(_("What new recipients receive"), "with_certificate", "with_plaque"),
            Fieldset(_("Times on the run sheet"), "starts_at", "seconds_each"),
            Fieldset(_("Designs"), *DESIGN_FIELDS, css_id="designs"),
        )
        self.helper.add_input(Submit("save", _("Save the ceremony"), css_class="btn btn-primary"))

    def clean_fiscal_year(self):
        return int(self.cleaned_data["fiscal_year"])

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("with_certificate") or cleaned.get("with_plaque")):
            self.add_error("with_certificate", REFUSALS["nothing-awarded"])
        return cleaned


class AddableListForm(AreaListForm):
    """The filters of the published results that can be added to a ceremony, all of its year."""

    year = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, years=(), **kwargs)
