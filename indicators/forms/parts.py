"""Forms of an edition and its parts; they parse and limit the input and do not save."""

import re
from collections.abc import Iterable, Mapping

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Fieldset, Layout, Submit
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecotown.common.fields import REQUIRED, CodeField, NumberField, ReadInAscii, TextField, WholeNumberField
from ecotown.common.layouts import Markup
from indicators import labels, queries
from indicators.domain.fields import ADDRESS_CODE
from indicators.domain.formulas import FORMULAS
from indicators.domain.framework import LONGEST_CODES
from indicators.models import NUMBER, Aspect, Dimension, Framework

YEARS = {"min_value": 2560, "max_value": 2699}
YES_OR_NO = [("", "–"), ("1", pgettext_lazy("answer", "Yes")), ("0", pgettext_lazy("answer", "No"))]
INPUT_NUMBERS = (1, 2)
SEAL_LENGTH = 64  # characters, more than a seal has
LIMITED = {**REQUIRED, "max_length": _("At most %(limit_value)d characters.")}


class YearField(WholeNumberField):
    """A fiscal year in the Buddhist Era, in Thai digits too."""

    default_error_messages = {
        **REQUIRED,
        "invalid": _("Please type the year in the Buddhist Era, for example 2570."),
        "min_value": _("Please type the year in the Buddhist Era, for example 2570."),
        "max_value": _("Please type the year in the Buddhist Era, for example 2570."),
    }


def text(name: str, *, required: bool = False, length: int = 300, rows: int = 0) -> forms.CharField:
    """Return a text field, a textarea when `rows` is given; English ones carry `lang="en"`."""
    attrs = {"lang": "en"} if name.endswith("_en") else {}
    widget = forms.Textarea(attrs={"rows": rows, **attrs}) if rows else forms.TextInput(attrs=attrs)
    kind = CodeField if name == "code" else TextField
    return kind(
        label=labels.FIELDS[name],
        required=required,
        max_length=length,
        widget=widget,
        error_messages=LIMITED,
    )


class PartCodeField(ReadInAscii, forms.RegexField):
    """A code that is part of URLs."""


def code(part: str) -> PartCodeField:
    """Return the field for the code of a part."""
    return PartCodeField(
        ADDRESS_CODE,
        label=labels.FIELDS["code"],
        max_length=LONGEST_CODES[part],
        error_messages={**LIMITED, "invalid": labels.FAULT_OF_CODE},
    )


class SealedForm(forms.Form):
    """A form that detects changes by others since it was opened, and shows the faults of its action."""

    seen = forms.CharField(required=False, max_length=SEAL_LENGTH, widget=forms.HiddenInput)

    def __init__(self, *args, stored: Mapping[str, object], **kwargs):
        super().__init__(*args, initial={**stored, "seen": queries.seal_of(stored)}, **kwargs)
        self.stored = stored
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("save", _("Save"), css_class="btn btn-primary"))

    @property
    def values(self) -> dict[str, object]:
        """The entered values by field; only after `is_valid()`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def tell_overtaken(self, current: Mapping[str, object]) -> None:
        """Add an error for each value changed by others; the entered values stay and may be saved again."""
        self.add_error(None, _("Someone else has changed this since you opened the page. Nothing was saved."))
        self.add_error(None, _("Save again to put your values in their place, or open the page anew."))
        typed, stored = queries.plain(self.values), queries.plain(current)
        for name in (name for name in stored if name in self.fields):
            if not _is_equal(typed.get(name), stored[name]):
                shown = labels.value(name, stored[name])
                self.add_error(name, _("The value saved meanwhile: “%(value)s”.") % {"value": shown})
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = queries.seal_of(current)

    def tell_faults(self, faults: Iterable[tuple[str, str]]) -> None:
        """Add each fault as an error of its field, or of the form when there is no such field."""
        for place, why in faults:
            name = field_of(place)
            if name in self.fields:
                self.add_error(name, labels.fault(why))
            else:
                self.add_error(None, f"{labels.place(place)}: {labels.fault(why)}")


def _is_equal(typed, stored):
    """Return whether an entered value is the stored one; a part is compared by its code, 1 with yes."""
    typed = getattr(typed, "code", typed)
    return typed == stored or str(typed if typed is not None else "") == str(
        stored if stored is not None else ""
    )


def field_of(place: str) -> str:
    """Return the form field of a place such as `levels.3`, `inputs[0].name_th`, `levels[2].pass_share`."""
    if match := re.fullmatch(r"levels\.(\d+)", place):
        return f"level_{match[1]}"
    if match := re.fullmatch(r"levels\[(\d+)\]\.(\w+)", place):
        return f"{match[2]}_{int(match[1]) + 1}"
    if match := re.fullmatch(r"inputs\[(\d+)\]\.(\w+)", place):
        return f"input_{int(match[1]) + 1}_{match[2]}"
    other_names = {"inputs": "formula", "effective_from_fiscal_year": "effective_from"}
    return other_names.get(place, place)


class DetailsForm(SealedForm):
    """The names and the note of an edition."""

    name_th = text("name_th", required=True)
    name_en = text("name_en")
    effective_from = YearField(label=labels.FIELDS["effective_from"], **YEARS)
    official = forms.BooleanField(
        label=_("Official edition of the department"),
        required=False,
        help_text=_("Until this is ticked, every page says that it is a working edition."),
    )
    note_th = text("note_th", length=4000, rows=3)
    note_en = text("note_en", length=4000, rows=3)


class LevelRulesForm(SealedForm):
    """The names of the levels and the shares they require."""

    def __init__(self, *args, framework: Framework, **kwargs):
        super().__init__(*args, **kwargs)
        self.levels = [rule.level for rule in framework.level_rules.all()]
        for level in self.levels:
            self.fields[f"name_th_{level}"] = text("name_th", length=100)
            self.fields[f"name_en_{level}"] = text("name_en", length=100)
            for name in ("pass_share", "dimension_share"):
                self.fields[f"{name}_{level}"] = NumberField(
                    label=labels.FIELDS[name], error_messages=REQUIRED, **NUMBER
                )
        rows = [
            Fieldset(
                labels.place(f"levels[{level - 1}]"),
                *(f"{name}_{level}" for name in queries.RULE),
                css_class="field-row",
            )
            for level in self.levels
        ]
        self.helper.layout = Layout("seen", *rows)


class DimensionForm(SealedForm):
    """A dimension's code and names."""

    code = code("dimension")
    name_th = text("name_th", length=200)
    name_en = text("name_en", length=200)
    official = forms.BooleanField(label=_("This name is official"), required=False)

    def __init__(self, *args, framework: Framework, **kwargs):
        super().__init__(*args, **kwargs)
        self.framework = framework


class AspectForm(SealedForm):
    """An aspect's dimension, code and names."""

    dimension = forms.ModelChoiceField(
        Dimension.objects.none(), label=labels.FIELDS["dimension"], empty_label=None, to_field_name="code"
    )
    code = code("aspect")
    name_th = text("name_th", length=200)
    name_en = text("name_en", length=200)

    def __init__(self, *args, framework: Framework, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dimension"].queryset = Dimension.objects.filter(framework=framework)


class IndicatorForm(SealedForm):
    """All values of an indicator. The threshold fields depend on the selected kind."""

    aspect = forms.ModelChoiceField(
        Aspect.objects.none(), label=labels.FIELDS["aspect"], empty_label=None, to_field_name="code"
    )
    code = code("indicator")
    name_th = text("name_th", length=2000, rows=2)
    name_en = text("name_en", length=2000, rows=2)
    unit_th = text("unit_th", length=100)
    unit_en = text("unit_en", length=100)
    kind = forms.ChoiceField(label=labels.FIELDS["kind"], choices=list(labels.KINDS.items()))
    direction = forms.ChoiceField(label=labels.FIELDS["direction"], choices=list(labels.DIRECTIONS.items()))
    gate = forms.BooleanField(
        label=labels.FIELDS["gate"],
        required=False,
        help_text=_("A level is not attained while an indicator that must be met misses it."),
    )
    formula = forms.ChoiceField(label=labels.FIELDS["formula"], choices=list(labels.FORMULAS.items()))
    base = NumberField(
        label=labels.FIELDS["base"],
        required=False,
        help_text=_("Only for a rate, for example 1000 for “per 1,000 people”."),
        **NUMBER,
    )
    derived_from = forms.ChoiceField(label=labels.FIELDS["derived_from"], required=False)
    evidence_th = TextField(
        label=labels.FIELDS["evidence_th"],
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One item per line."),
        error_messages=LIMITED,
    )
    official = forms.BooleanField(label=_("This indicator is official"), required=False)
    source = text("source", length=2000)

    def __init__(self, *args, framework: Framework, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aspect"].queryset = Aspect.objects.filter(dimension__framework=framework).order_by(
            "dimension__position", "position"
        )
        register = self.initial.get("derived_from") or ""
        known = {"": "–", register: register, **labels.REGISTERS}
        self.fields["derived_from"].choices = list((known | {"": "–"}).items())
        self.initial["evidence_th"] = "\n".join(_evidence_items(self.initial.get("evidence_th") or ""))
        self.levels = [f"level_{rule.level}" for rule in framework.level_rules.all()]
        self.fields |= {name: self._threshold_field(name) for name in self.levels}
        self.inputs = [[f"input_{number}_{name}" for name in queries.INPUT] for number in INPUT_NUMBERS]
        for names in self.inputs:
            for name, column in zip(names, queries.INPUT, strict=True):
                self.fields[name] = text(column, length=100 if column.startswith("unit") else 300)
        self.helper.layout = self._layout()

    def _threshold_field(self, name):
        kind = self.data.get(self.add_prefix("kind")) if self.is_bound else self.initial.get("kind")
        label = f"{labels.FIELDS['level']} {name[6:]}"
        if kind != "boolean":
            return NumberField(label=label, required=False, **NUMBER)
        stored = self.initial.get(name)
        self.initial[name] = "" if stored is None else str(int(stored))
        error = {"invalid_choice": _("Please choose yes or no.")}
        return forms.TypedChoiceField(
            label=label, required=False, choices=YES_OR_NO, coerce=int, empty_value=None, error_messages=error
        )

    def _layout(self):
        return Layout(
            "seen",
            Fieldset(
                _("What is measured"),
                Div("code", "aspect", css_class="field-row"),
                Div("name_th", "name_en", css_class="field-row"),
                Div("unit_th", "unit_en", css_class="field-row"),
            ),
            Fieldset(
                _("What each level asks"),
                Div("kind", "direction", css_class="field-row"),
                Markup(
                    format_html(
                        '<p class="form-text">{}</p>',
                        _("Leave a level empty where the indicator does not count yet."),
                    )
                ),
                Div(*self.levels, css_class="threshold-fields"),
                "gate",
            ),
            Fieldset(
                _("How it is computed"),
                Div("formula", "base", css_class="field-row"),
                *(
                    Fieldset(
                        INPUT_TITLES[number], Div(*names, css_class="field-row"), css_class="formula-input"
                    )
                    for number, names in zip(INPUT_NUMBERS, self.inputs, strict=True)
                ),
                "derived_from",
            ),
            Fieldset(_("How it is proved"), Field("evidence_th"), "source", "official"),
        )

    def clean_evidence_th(self):
        """Return the items separated by "; "; the stored text when no item was changed."""
        items = _evidence_items(self.cleaned_data["evidence_th"].replace("\n", ";"))
        stored = self.stored.get("evidence_th") or ""
        return stored if items == _evidence_items(stored) else "; ".join(items)

    @property
    def values(self):
        """The entered values by field; inputs only when the formula has them."""
        used = len(FORMULAS[self.cleaned_data["formula"]])
        unused = {name for names in self.inputs[used:] for name in names}
        return {name: value for name, value in super().values.items() if name not in unused}


INPUT_TITLES = {
    1: _("First input: the part, or the current value"),
    2: _("Second input: the whole, or the baseline"),
}


def _evidence_items(evidence):
    return [item.strip() for item in evidence.split(";") if item.strip()]


FORMS = {"dimension": DimensionForm, "aspect": AspectForm, "indicator": IndicatorForm}
