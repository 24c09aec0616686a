"""Forms of an edition and its parts; they parse and limit the input and do not save."""

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import REQUIRED, NumberField, TextField
from ecotown.common.forms.layouts import Markup
from indicators.criteria.domain.formulas import FORMULAS
from indicators.criteria.domain.framework import MAX_TEXT_LENGTHS, SHORT_NAME_LENGTH
from indicators.criteria.domain.kinds import ANY_KIND, KINDS
from indicators.criteria.words import fields
from indicators.criteria.words.formulas import INPUT_TITLES, formula_names
from indicators.criteria.words.kinds import kind_names
from indicators.editions.models import NUMBER, Aspect, Dimension, Framework
from indicators.editions.queries import parts
from indicators.pages.forms import guidance
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
    short_name_th = text_field("short_name_th", length=SHORT_NAME_LENGTH)
    short_name_en = text_field("short_name_en", length=SHORT_NAME_LENGTH)
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
    evidence_en = TextField(
        label=fields.FIELDS["evidence_en"],
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en"}),
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
        for name in ("evidence_th", "evidence_en"):
            self.initial[name] = "\n".join(_evidence_items(self.initial.get(name) or ""))
        self.levels = [f"level_{rule.level}" for rule in framework.level_rules.all()]
        self.fields |= {name: self._threshold_field(name) for name in self.levels}
        for number in INPUT_TITLES:
            self.fields |= guidance.input_fields(number, framework)
        self.fields |= guidance.guidance_fields(KINDS.get(self._kind, ANY_KIND))
        self.fields |= guidance.step_fields(self._kind)
        self.helper.layout = self._layout()

    @property
    def _kind(self):
        """The kind that is chosen in the form."""
        return self.data.get(self.add_prefix("kind")) if self.is_bound else self.initial.get("kind")

    def _threshold_field(self, name):
        kind = KINDS.get(self._kind, ANY_KIND)
        return criterion_field(kind, label=f"{fields.FIELDS['level']} {name[6:]}")

    def _layout(self):
        return Layout(
            "seen",
            Fieldset(
                _("What is measured"),
                Div("code", "aspect", css_class="field-row"),
                Div("name_th", "name_en", css_class="field-row"),
                Div("short_name_th", "short_name_en", css_class="field-row"),
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
                *guidance.inputs_layout(),
                "derived_from",
            ),
            *guidance.guidance_layout(self._kind),
            Fieldset(
                _("How it is proved"),
                Div("evidence_th", "evidence_en", css_class="field-row"),
                "source",
                "official",
            ),
        )

    def clean_evidence_th(self):
        return self._evidence("evidence_th")

    def clean_evidence_en(self):
        return self._evidence("evidence_en")

    def _evidence(self, name):
        """Return the items separated by "; "; the stored text when no item was changed."""
        items = _evidence_items(self.cleaned_data[name].replace("\n", ";"))
        stored = self.stored.get(name) or ""
        return stored if items == _evidence_items(stored) else "; ".join(items)

    @property
    def values(self):
        """The entered values by field; inputs only when the formula has them."""
        input_count = len(FORMULAS[self.cleaned_data["formula"]].inputs)
        unused = tuple(f"input_{number}_" for number in INPUT_TITLES if number > input_count)
        return {name: value for name, value in super().values.items() if not name.startswith(unused)}


def _evidence_items(evidence):
    return [item.strip() for item in evidence.split(";") if item.strip()]


class QuantityForm(SealedForm):
    """A shared quantity: its key, names, unit, what it counts and who has it."""

    key = code_field("quantity")
    name_th = text_field("name_th")
    name_en = text_field("name_en")
    unit_th = text_field("unit_th", length=100)
    unit_en = text_field("unit_en", length=100)
    definition_th = text_field("definition_th", length=MAX_TEXT_LENGTHS["definition"], rows=3)
    definition_en = text_field("definition_en", length=MAX_TEXT_LENGTHS["definition"], rows=3)
    holder_th = text_field("holder_th", length=MAX_TEXT_LENGTHS["holder"], rows=2)
    holder_en = text_field("holder_en", length=MAX_TEXT_LENGTHS["holder"], rows=2)

    def __init__(self, *args, framework: Framework, **kwargs):
        super().__init__(*args, **kwargs)
        self.framework = framework
        pairs = [f"{name}_{{}}" for name in ("name", "unit", "definition", "holder")]
        rows = [Div(pair.format("th"), pair.format("en"), css_class="field-row") for pair in pairs]
        self.helper.layout = Layout("seen", "key", *rows)


PART_FORMS = {
    "dimension": DimensionForm,
    "aspect": AspectForm,
    "indicator": IndicatorForm,
    "quantity": QuantityForm,
}
