"""The fields and the layout of what explains an indicator, as parts of its form."""

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import NumberField
from ecotown.common.forms.layouts import Markup
from indicators.criteria.domain.framework import MAX_TEXT_LENGTHS
from indicators.criteria.domain.kinds import Kind
from indicators.criteria.words import fields
from indicators.criteria.words.formulas import INPUT_TITLES
from indicators.editions.models import NUMBER, Framework
from indicators.editions.queries import parts
from indicators.pages.forms.fields import text_field
from indicators.pages.forms.values import criterion_field

ROWS = {"definition": 3, "counts": 4, "good_evidence": 3, "bad_evidence": 3, "example": 3}


def guidance_fields(kind: Kind) -> dict[str, forms.Field]:
    """Return the fields of the guidance by column; the result of the calculation depends on the kind."""
    texts = (name for name in parts.GUIDANCE_FIELDS if name != "example_value")
    return {
        **{name: _text_of(name) for name in texts},
        "example_value": criterion_field(kind, label=fields.FIELDS["example_value"]),
    }


def _text_of(name: str) -> forms.CharField:
    stem = name.rpartition("_")[0]
    return text_field(name, length=MAX_TEXT_LENGTHS[stem], rows=ROWS.get(stem, 2))


def input_fields(number: int, framework: Framework) -> dict[str, forms.Field]:
    """Return the fields of an input of the formula by column."""
    stem = f"input_{number}"
    texts = ("name_th", "name_en", "unit_th", "unit_en")
    quantities = [
        (quantity.key, f"{quantity.key} {quantity.name_th}") for quantity in framework.quantities.all()
    ]
    return {
        **{
            f"{stem}_{name}": text_field(name, length=100 if name.startswith("unit") else 300)
            for name in texts
        },
        f"{stem}_quantity": forms.ChoiceField(
            label=fields.FIELDS["quantity"], required=False, choices=[("", "–"), *quantities]
        ),
        f"{stem}_example": NumberField(label=fields.INPUT_LABELS["example"], required=False, **NUMBER),
    }


def step_fields(kind: str) -> dict[str, forms.Field]:
    """Return the fields of the sentences of the steps; none for a kind without steps."""
    step_names = [
        (name, f"step_{step}_{name}") for step in parts.steps_of_kind(kind) for name in parts.STEP_FIELDS
    ]
    texts = {field: text_field(name, length=MAX_TEXT_LENGTHS["step"], rows=2) for name, field in step_names}
    for name, field in texts.items():
        field.label = fields.field_label(name)
    return texts


def inputs_layout() -> list[Fieldset]:
    """Return a fieldset for each input of a formula."""
    return [
        Fieldset(
            title,
            Div(*(f"input_{number}_{name}" for name in parts.INPUT_FIELDS), css_class="field-row"),
            css_class="formula-input",
        )
        for number, title in INPUT_TITLES.items()
    ]


def guidance_layout(kind: str) -> list[Fieldset]:
    """Return the fieldsets of the guidance, of the worked calculation and of the steps."""
    steps = [
        Div(f"step_{step}_text_th", f"step_{step}_text_en", css_class="field-row step-row")
        for step in parts.steps_of_kind(kind)
    ]
    return [
        Fieldset(
            _("How it is explained"),
            _hint(_("Officers, assessors and the public read these texts beside the indicator.")),
            *(_both(name) for name in ("definition", "counts", "period", "data_source", "holder")),
            _hint(_("One item per line in what counts and in the evidence.")),
            *(_both(name) for name in ("good_evidence", "bad_evidence")),
        ),
        Fieldset(
            _("Worked calculation"),
            _hint(
                _("The numbers stand at the inputs of the formula; its result must be the one given here.")
            ),
            "example_value",
            _both("example"),
        ),
        *([Fieldset(_("Maturity steps"), *steps)] if steps else []),
    ]


def _both(name: str) -> Div:
    return Div(f"{name}_th", f"{name}_en", css_class="field-row")


def _hint(sentence) -> Markup:
    return Markup(format_html('<p class="form-text">{}</p>', sentence))
