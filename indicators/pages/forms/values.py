"""The field of a value by its kind: a list of answers, a percentage, a whole number or any number."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import AnswerField, NumberField, PercentField
from indicators.criteria.domain.kinds import Kind
from indicators.criteria.words.kinds import KIND_WORDS, answers
from indicators.editions.models import NUMBER

NO_ANSWER = _("Please choose one of the answers.")
WHOLE = {"max_digits": NUMBER["max_digits"] - NUMBER["decimal_places"], "decimal_places": 0}


def value_field(kind: Kind, *, label) -> forms.Field:
    """Return the field in which an officer types a value, limited to the values of the kind."""
    if kind.choices:
        return _answer_field(label, answers(kind.code), NO_ANSWER)
    field = PercentField if kind.is_percentage else NumberField
    limits = {"min_value": kind.bounds.lowest, "max_value": kind.bounds.highest}
    return field(label=label, required=False, **limits, **(WHOLE if kind.is_whole else NUMBER))


def criterion_field(kind: Kind, *, label) -> forms.Field:
    """Return the field of a threshold or of a worked example, whose limits the reader of editions checks."""
    if kind.is_written_as_number:
        return NumberField(label=label, required=False, **NUMBER)
    return _answer_field(
        label, answers(kind.code, choose="–"), KIND_WORDS[kind.code].choose_error or NO_ANSWER
    )


def _answer_field(label, choices, error):
    return AnswerField(
        label=label,
        required=False,
        choices=choices,
        coerce=Decimal,
        empty_value=None,
        error_messages={"invalid_choice": error},
    )
