"""Forms of the what-if page and of the plan."""

from collections.abc import Collection

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.entry.domain.values import EntryValue
from assessments.pages.forms.entry import EntryForm, number_fields
from assessments.plans.domain import YEARS_AHEAD
from assessments.plans.models import BUDGET
from ecotown.common.forms.fields import REQUIRED, NumberField, TextField
from indicators.criteria.domain.framework import Indicator


class WhatIfForm(EntryForm):
    """One indicator with an assumed value, validated like an entered one; it has only the number fields.

    `entry_value` is the initial value. An indicator that does not apply stays so until numbers are typed.
    """

    def __init__(self, *args, indicator: Indicator, entry_value: EntryValue, **kwargs):
        super().__init__(*args, indicator=indicator, entry_value=entry_value, **kwargs)
        self.initial_value = entry_value
        numbers = number_fields(indicator)
        self.fields = {name: field for name, field in self.fields.items() if name in numbers}
        self.helper.layout = Layout(Div(*self._layout(numbers), css_class="entry-fields"))

    @property
    def entry_value(self) -> EntryValue:
        """Return the assumed value; only after `is_valid()`."""
        typed = super().entry_value
        return self.initial_value if typed == EntryValue() and self.initial_value.not_applicable else typed


def target_years(since: int) -> range:
    """Return the fiscal years that a target can have, from the year of the cycle on."""
    return range(since, since + YEARS_AHEAD + 1)


class PlanForm(forms.Form):
    """The fiscal year of a target, who is responsible for it, and what it costs."""

    year = forms.TypedChoiceField(label=_("Target fiscal year"), coerce=int, error_messages=REQUIRED)
    responsible = TextField(
        label=_("Responsible"),
        max_length=200,
        error_messages=REQUIRED,
        help_text=_("A person, an office or a working group"),
    )
    budget = NumberField(label=_("Budget (baht)"), required=False, min_value=0, **BUDGET)
    note = TextField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, since: int, form_id: str = "", **kwargs):
        """Create the form; `since` is the first fiscal year, `form_id` the HTML form of the fields."""
        super().__init__(*args, **kwargs)
        years = {*target_years(since), self.initial.get("year", since)}
        self.fields["year"].choices = [(year, year) for year in sorted(years)]
        if form_id:
            for field in self.fields.values():
                field.widget.attrs["form"] = form_id
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class PlanRowsForm(forms.Form):
    """What the ticked targets of a plan get in common; what is empty stays as it is in each."""

    targets = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Please tick at least one target.")}
    )
    year = forms.TypedChoiceField(label=_("Target fiscal year"), coerce=int, empty_value=None, required=False)
    responsible = TextField(label=_("Responsible"), max_length=200, required=False)
    budget = NumberField(label=_("Budget of each (baht)"), required=False, min_value=0, **BUDGET)

    def __init__(self, *args, since: int, pks: Collection[int], **kwargs):
        """Create the form; `since` is the first fiscal year, `pks` are the targets of the plan."""
        super().__init__(*args, **kwargs)
        self.fields["targets"].choices = [(pk, pk) for pk in pks]
        self.fields["year"].choices = [("", _("as it is")), *((year, year) for year in target_years(since))]
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(Div("year", "responsible", "budget", css_class="entry-fields"))

    @property
    def ticked(self) -> list[int]:
        """Return the targets to show as ticked."""
        sent = self.data.getlist("targets") if self.is_bound else []
        return [int(pk) for pk in sent if pk.isdecimal()]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(
            cleaned.get(name) not in (None, "") for name in ("year", "responsible", "budget")
        ):
            self.add_error("year", _("Please fill in at least one of the fields."))
        return cleaned
