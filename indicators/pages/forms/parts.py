"""Forms of an edition and its parts; they parse and limit the input and do not save."""

from crispy_forms.layout import Div, Field, Fieldset, Layout
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import REQUIRED, NumberField, TextField
from ecotown.common.forms.layouts import Markup
from indicators.criteria.domain.formulas import FORMULAS
from indicators.criteria.domain.kinds import ANY_KIND, KINDS
from indicators.criteria.words import fields
from indicators.criteria.words.formulas import INPUT_TITLES, formula_names
from indicators.criteria.words.kinds import kind_names
from indicators.editions.models import NUMBER, Aspect, Dimension, Framework
from indicators.editions.queries import parts
from indicators.pages.forms.fields import (
    TEXT_ERRORS,
    YEAR_LIMITS,
    YearField,
    code_field,
    text_field,
)
from indicators.pages.forms.sealed import SealedForm
from indicators.pages.forms.values import criterion_field


class DetailsForm(SealedForm):
    """The names and the note of an edition."""

    name_th = text_field("name_th", required=True)
    name_en = text_field("name_en")
    effective_from = YearField(label=fields.FIELDS["effective_from"], **YEAR_LIMITS)
    official = forms.BooleanField(
        label=_("Official edition of the department"),
        required=False,
        help_text=_("Until this is ticked, every page says that it is a working edition."),
    )
    note_th = text_field("note_th", length=4000, rows=3)
    note_en = text_field("note_en", length=4000, rows=3)


class LevelRulesForm(SealedForm):
    """The names of the levels and the shares they require."""

    def __init__(self, *args, framework: Framework, **kwargs):
        super().__init__(*args, **kwargs)
        self.levels = [rule.level for rule in framework.level_rules.all()]
        for level in self.levels:
            self.fields[f"name_th_{level}"] = text_field("name_th", length=100)
            self.fields[f"name_en_{level}"] = text_field("name_en", length=100)
            for name in ("pass_share", "dimension_share"):
                self.fields[f"{name}_{level}"] = NumberField(
                    label=fields.FIELDS[name], error_messages=REQUIRED, **NUMBER
                )
        rows = [
            Fieldset(
                fields.place_in_words(f"levels[{level - 1}]"),
                *(f"{name}_{level}" for name in parts.LEVEL_RULE_FIELDS),
                css_class="field-row",
            )
            for level in self.levels
        ]
        self.helper.layout = Layout("seen", *rows)


class DimensionForm(SealedForm):
    """A dimension's code and names."""

    code = code_field("dimension")
    name_th = text_field("name_th", length=200)
    name_en = text_field("name_en", length=200)
    official = forms.BooleanField(label=_("This name is official"), required=False)

    def __init__(self, *args, framework: Framework, **kwargs):
        super().__init__(*args, **kwargs)
        self.framework = framework


class AspectForm(SealedForm):
    """An aspect's dimension, code and names."""

    dimension = forms.ModelChoiceField(
        Dimension.objects.none(), label=fields.FIELDS["dimension"], empty_label=None, to_field_name="code"
    )
    code = code_field("aspect")
    name_th = text_field("name_th", length=200)
    name_en = text_field("name_en", length=200)

    def __init__(self, *args, framework: Framework, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dimension"].queryset = Dimension.objects.filter(framework=framework)


class IndicatorForm(SealedForm):
    """All values of an indicator. The threshold fields depend on the selected kind."""

    aspect = forms.ModelChoiceField(
        Aspect.objects.none(), label=fields.FIELDS["aspect"], empty_label=None, to_field_name="code"
    )
    code = code_field("indicator")
    name_th = text_field("name_th", length=2000, rows=2)
    name_en = text_field("name_en", length=2000, rows=2)
    unit_th = text_field("unit_th", length=100)
    unit_en = text_field("unit_en", length=100)
    kind = forms.ChoiceField(label=fields.FIELDS["kind"], choices=kind_names)
    direction = forms.ChoiceField(label=fields.FIELDS["direction"], choices=list(fields.DIRECTIONS.items()))
    gate = forms.BooleanField(
        label=fields.FIELDS["gate"],
        required=False,
        help_text=_("A level is not attained while an indicator that must be met misses it."),
    )
    formula = forms.ChoiceField(label=fields.FIELDS["formula"], choices=formula_names)
    base = NumberField(
        label=fields.FIELDS["base"],
        required=False,
        help_text=_("Only for a rate, for example 1000 for “per 1,000 people”."),
        **NUMBER,
    )
    derived_from = forms.ChoiceField(label=fields.FIELDS["derived_from"], required=False)
    evidence_th = TextField(
        label=fields.FIELDS["evidence_th"],
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One item per line."),
        error_messages=TEXT_ERRORS,
    )
    official = forms.BooleanField(label=_("This indicator is official"), required=False)
    source = text_field("source", length=2000)

    def __init__(self, *args, framework: Framework, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aspect"].queryset = Aspect.objects.filter(dimension__framework=framework).order_by(
            "dimension__position", "position"
        )
        register = self.initial.get("derived_from") or ""
        registers = {"": "–", register: register, **fields.REGISTERS}
        self.fields["derived_from"].choices = list((registers | {"": "–"}).items())
        self.initial["evidence_th"] = "\n".join(_evidence_items(self.initial.get("evidence_th") or ""))
        self.levels = [f"level_{rule.level}" for rule in framework.level_rules.all()]
        self.fields |= {name: self._threshold_field(name) for name in self.levels}
        self.inputs = [[f"input_{number}_{name}" for name in parts.INPUT_FIELDS] for number in INPUT_TITLES]
        for names in self.inputs:
            for name, column in zip(names, parts.INPUT_FIELDS, strict=True):
                self.fields[name] = text_field(column, length=100 if column.startswith("unit") else 300)
        self.helper.layout = self._layout()

    def _threshold_field(self, name):
        kind = self.data.get(self.add_prefix("kind")) if self.is_bound else self.initial.get("kind")
        return criterion_field(KINDS.get(kind, ANY_KIND), label=f"{fields.FIELDS['level']} {name[6:]}")

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
                    Fieldset(title, Div(*names, css_class="field-row"), css_class="formula-input")
                    for title, names in zip(INPUT_TITLES.values(), self.inputs, strict=True)
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
        input_count = len(FORMULAS[self.cleaned_data["formula"]].inputs)
        unused_names = {name for names in self.inputs[input_count:] for name in names}
        return {name: value for name, value in super().values.items() if name not in unused_names}


def _evidence_items(evidence):
    return [item.strip() for item in evidence.split(";") if item.strip()]


PART_FORMS = {"dimension": DimensionForm, "aspect": AspectForm, "indicator": IndicatorForm}
