"""The field of a value by its kind: steps to choose from, a list of answers, a percentage or a number."""

from collections.abc import Sequence
from decimal import Decimal

from crispy_forms.bootstrap import AppendedText
from crispy_forms.layout import Field, LayoutObject
from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import AnswerField, NumberField, PercentField
from indicators.criteria.domain.kinds import Kind
from indicators.criteria.words.kinds import KIND_WORDS, answers
from indicators.criteria.words.steps import StepWords
from indicators.editions.models import NUMBER

NO_ANSWER = _("Please choose one of the answers.")
WHOLE = {"max_digits": NUMBER["max_digits"] - NUMBER["decimal_places"], "decimal_places": 0}


class StepCards(forms.RadioSelect):
    """The steps of a `choice` as cards with their sentences; `laid_out_value` draws them."""

    template = "indicators/criteria/step_cards.html"

    def id_for_label(self, id_, index=None):
        """Return the id of the group, to which an error leads, where no card is named."""
        return id_ if index is None else super().id_for_label(id_, index)


def value_field(kind: Kind, *, label, steps: Sequence[StepWords] = ()) -> forms.Field:
    """Return the field in which an officer types a value, limited to the values of the kind.

    With the words of its `steps` a step is chosen by its sentence.
    """
    if steps:
        choices = answers(kind.code, choose=_("Not chosen yet"), steps=steps)
        return _answer_field(_("Step that the area has reached"), choices, NO_ANSWER, widget=StepCards)
    if kind.choices:
        return _answer_field(label, answers(kind.code), NO_ANSWER)
    field = PercentField if kind.is_percentage else NumberField
    limits = {"min_value": kind.bounds.lowest, "max_value": kind.bounds.highest}
    return field(label=label, required=False, **limits, **(WHOLE if kind.is_whole else NUMBER))


def laid_out_value(name: str, field: forms.Field, unit: str = "") -> LayoutObject:
    """Return the layout of a field of `value_field`: cards, a list of answers, or a number with its unit."""
    if isinstance(field.widget, StepCards):
        return Field(name, template=StepCards.template)
    if isinstance(field, forms.ChoiceField) or not unit:
        return Field(name)
    return AppendedText(name, unit)


def criterion_field(kind: Kind, *, label, steps: Sequence[StepWords] = ()) -> forms.Field:
    """Return the field of a threshold or of a worked example, whose limits the reader of editions checks."""
    if kind.is_written_as_number and not steps:
        return NumberField(label=label, required=False, **NUMBER)
    choices = answers(kind.code, choose="–", steps=steps)
    return _answer_field(label, choices, KIND_WORDS[kind.code].choose_error or NO_ANSWER)


def _answer_field(label, choices, error, **options):
    return AnswerField(
        **options,
        label=label,
        required=False,
        choices=choices,
        coerce=Decimal,
        empty_value=None,
        error_messages={"invalid_choice": error},
    )
