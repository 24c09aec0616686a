"""Forms of the what-if page and of the plan."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.entry.domain.values import EntryValue
from assessments.pages.forms.entry import EntryForm, number_fields
from assessments.plans.domain import YEARS_AHEAD
from ecotown.common.forms.fields import REQUIRED, TextField
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


class PlanForm(forms.Form):
    """The fiscal year of a target, and who is responsible for it."""

    year = forms.TypedChoiceField(label=_("Target fiscal year"), coerce=int, error_messages=REQUIRED)
    responsible = TextField(
        label=_("Responsible"),
        max_length=200,
        error_messages=REQUIRED,
        help_text=_("A person, an office or a working group"),
    )
    note = TextField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, since: int, form_id: str = "", **kwargs):
        """Create the form; `since` is the first fiscal year, `form_id` the HTML form of the fields."""
        super().__init__(*args, **kwargs)
        years = {*range(since, since + YEARS_AHEAD + 1), self.initial.get("year", since)}
        self.fields["year"].choices = [(year, year) for year in sorted(years)]
        if form_id:
            for field in self.fields.values():
                field.widget.attrs["form"] = form_id
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
