"""Fields that several forms of editions have, and the widget of a field in a table."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import REQUIRED, AsciiMixin, CodeField, TextField, WholeNumberField
from ecotown.common.thai.formats import text
from indicators.criteria.domain.fields import ADDRESS_CODE
from indicators.criteria.domain.framework import MAX_CODE_LENGTHS
from indicators.criteria.words import faults, fields

YEAR_LIMITS = {"min_value": 2560, "max_value": 2699}
TEXT_ERRORS = {**REQUIRED, "max_length": _("At most %(limit_value)d characters.")}


class YearField(WholeNumberField):
    """A fiscal year in the Buddhist Era, in Thai digits too."""

    default_error_messages = {
        **REQUIRED,
        "invalid": _("Please type the year in the Buddhist Era, for example 2570."),
        "min_value": _("Please type the year in the Buddhist Era, for example 2570."),
        "max_value": _("Please type the year in the Buddhist Era, for example 2570."),
    }


def text_field(name: str, *, required: bool = False, length: int = 300, rows: int = 0) -> forms.CharField:
    """Return a text field, a textarea when `rows` is given; English ones carry `lang="en"`."""
    attrs = {"lang": "en"} if name.endswith("_en") else {}
    widget = forms.Textarea(attrs={"rows": rows, **attrs}) if rows else forms.TextInput(attrs=attrs)
    kind = CodeField if name == "code" else TextField
    return kind(
        label=fields.FIELDS[name],
        required=required,
        max_length=length,
        widget=widget,
        error_messages=TEXT_ERRORS,
    )


class PartCodeField(AsciiMixin, forms.RegexField):
    """A code that is part of URLs."""


def code_field(part: str) -> PartCodeField:
    """Return the field for the code of a part."""
    return PartCodeField(
        ADDRESS_CODE,
        label=fields.FIELDS["key" if part == "quantity" else "code"],
        max_length=MAX_CODE_LENGTHS[part],
        error_messages={**TEXT_ERRORS, "invalid": faults.FAULT_OF_CODE},
    )


class EditionField(AsciiMixin, forms.SlugField):
    """The code of an edition, which is part of its URL and its file."""

    def __init__(self, **kwargs):
        error = _("Only Latin letters, digits, hyphens and underscores.")
        super().__init__(
            label=fields.FIELDS["edition"],
            max_length=40,
            error_messages={
                **REQUIRED,
                "invalid": error,
                "max_length": _("At most %(limit_value)d characters."),
            },
            **kwargs,
        )


class EditionChoiceField(forms.ModelChoiceField):
    """One of several editions, each called by its title; its code tells editions of the same title apart."""

    def label_from_instance(self, framework):
        return f"{text(framework, 'name')} ({framework.edition})"


def small_widget(field: forms.BoundField) -> str:
    """Return the widget of a field with the classes of Bootstrap, marked when it has an error."""
    is_select = field.widget_type == "select"
    classes = [field.field.widget.attrs.get("class", ""), "form-select" if is_select else "form-control"]
    if field.errors:
        classes.append("is-invalid")
    return field.as_widget(attrs={"class": " ".join(filter(None, classes))})
