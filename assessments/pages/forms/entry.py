"""Forms in which an officer enters the values of one aspect."""

import json

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.entry.domain.values import EntryValue, entry_faults, from_plain, plain
from assessments.entry.words import entry_in_words
from ecotown.common.forms.fields import NumberField, TextField
from ecotown.common.forms.layouts import Markup
from ecotown.common.thai.typed_text import visible_text
from indicators.criteria.domain.formulas import FORMULAS
from indicators.criteria.domain.framework import Indicator
from indicators.criteria.domain.kinds import KINDS
from indicators.criteria.words.names import short_name
from indicators.criteria.words.steps import steps
from indicators.editions.models import NUMBER
from indicators.pages.forms.values import laid_out_value, value_field

BEFORE_MAX_LENGTH = 20_000  # characters; JSON writes each of the 2,000 of a reason with up to 6


def in_language(row, name: str) -> str:
    """Return the Thai or the English text of a row that has both; Thai when the English one is empty."""
    english = getattr(row, f"{name}_en")
    return english if get_language() == "en" and english else getattr(row, f"{name}_th")


def number_fields(indicator: Indicator) -> dict[str, forms.Field]:
    """Return the fields of an indicator by key: `value`, or one for each input of its formula."""
    if indicator.inputs:
        return {
            formula_input.key: NumberField(label=in_language(formula_input, "name"), required=False, **NUMBER)
            for formula_input in indicator.inputs
        }
    field = value_field(KINDS[indicator.kind], label=short_name(indicator), steps=steps(indicator))
    return {"value": field}


def units_of(indicator: Indicator) -> dict[str, str]:
    """Return the units of the fields of `number_fields` by their keys."""
    units = {formula_input.key: in_language(formula_input, "unit") for formula_input in indicator.inputs}
    return units or {"value": in_language(indicator, "unit")}


def value_seen(text: str) -> EntryValue | None:
    """Return the value that a page was opened with, out of its JSON; None when that is missing or invalid."""
    try:
        return from_plain(json.loads(text[:BEFORE_MAX_LENGTH]))
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None


def typed_value(cleaned: dict[str, object], indicator: Indicator) -> EntryValue:
    """Return the value typed into the fields of `number_fields`."""
    keys = [
        formula_input.key for formula_input in indicator.inputs if cleaned.get(formula_input.key) is not None
    ]
    return EntryValue(value=cleaned.get("value"), inputs={key: cleaned[key] for key in keys})


class EntryForm(forms.Form):
    """One indicator: its value or its formula's inputs, or not applicable with a reason.

    No field is required, because officers complete the form later; what is typed must be valid.
    """

    not_applicable = forms.BooleanField(label=_("Does not apply to this area"), required=False)
    reason = TextField(
        label=_("Why it does not apply"),
        required=False,
        max_length=2000,
        # The style sheet tests by the placeholder whether the field is empty.
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": " "}),
    )
    # The value when the page was opened, as JSON, so that two officers do not overwrite each other.
    before = forms.CharField(required=False, max_length=BEFORE_MAX_LENGTH, widget=forms.HiddenInput)

    def __init__(
        self,
        *args,
        indicator: Indicator,
        entry_value: EntryValue,
        value_before: EntryValue | None = None,
        **kwargs,
    ):
        """Create the form; `value_before` is the value before it was marked as not applicable."""
        shown_value = value_before or entry_value
        initial = {
            "before": json.dumps(plain(entry_value)),
            "value": shown_value.value,
            "not_applicable": entry_value.not_applicable,
            "reason": entry_value.reason,
            **shown_value.inputs,
        }
        super().__init__(*args, prefix=indicator.code, initial=initial, **kwargs)
        self.indicator = indicator
        numbers = number_fields(indicator)
        self.fields = {**numbers, **self.fields}
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Div(*self._layout(numbers), css_class="entry-fields"),
            Markup(
                format_html('<p class="not-counted">{}</p>', _("The numbers are kept here but do not count."))
            ),
            Div("not_applicable", "reason", css_class="not-applicable"),
            "before",
        )

    def _layout(self, numbers):
        units = units_of(self.indicator)
        return [laid_out_value(key, field, units[key]) for key, field in numbers.items()]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("not_applicable"):
            if not visible_text(cleaned.get("reason", "")):
                self.add_error("reason", _("Please say why the indicator does not apply."))
            return cleaned
        if visible_text(cleaned.get("reason", "")):
            self.add_error("reason", _("Please tick that the indicator does not apply, or empty the reason."))
        self._refuse_impossible()
        return cleaned

    def _refuse_impossible(self):
        """Add the faults that the level rule finds in the value as errors of their fields."""
        for fault in entry_faults(self.entry_value, self.indicator):
            key = fault.split(":")[0]
            if key in self.fields and key not in self.errors:
                self.add_error(key, _("This number is not possible here."))
            elif key not in self.fields:
                names = {
                    formula_input.key: in_language(formula_input, "name")
                    for formula_input in self.indicator.inputs
                }
                part, *_others, whole = FORMULAS[self.indicator.formula].inputs
                message = _("The part cannot be greater than the whole (%(name)s).")
                self.add_error(part, message % {"name": names[whole]})

    def tell_overtaken(self, current: EntryValue):
        """Add the error that someone else has changed the value.

        The typed value stays in the form, and saving again overwrites the current one.
        """
        self.add_error(
            None,
            _(
                "Someone else has changed this value to “%(value)s” since you opened the page. "
                "Save again to put yours in its place, or leave the page to keep theirs."
            )
            % {"value": entry_in_words(current, self.indicator)},
        )
        self.data = self.data.copy()
        self.data[self.add_prefix("before")] = json.dumps(plain(current))

    def error_sentences(self) -> list[str]:
        """Return one sentence for each error, with the name of its field."""
        return [
            f"{self.fields[name].label}: {error}" if name in self.fields else str(error)
            for name, errors in self.errors.items()
            for error in errors
        ]

    @property
    def expected(self) -> EntryValue | None:
        """Return the value when the page was opened; None when the posted JSON is missing or invalid."""
        return value_seen(self.cleaned_data["before"])

    @property
    def is_touched(self) -> bool:
        """Return whether the officer changed the value."""
        return self.expected is None or self.entry_value != self.expected

    @property
    def is_sent(self) -> bool:
        """Return whether a field of the form was sent, as a browser does with every form of the page."""
        return any(self.add_prefix(name) in self.data for name in self.fields)

    @property
    def entry_value(self) -> EntryValue:
        """Return the value typed by the officer; only after `is_valid()`."""
        cleaned = self.cleaned_data
        if cleaned.get("not_applicable"):
            return EntryValue(not_applicable=True, reason=cleaned["reason"].strip())
        return typed_value(cleaned, self.indicator)
