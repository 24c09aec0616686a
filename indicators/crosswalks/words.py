"""Words of relations and differences between two editions."""

from fractions import Fraction

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotown.common.thai.formats import number, text
from indicators.criteria.words import fields
from indicators.criteria.words.values import requirement

RELATIONS = {
    "same": _("The same"),
    "changed": _("Changed in meaning"),
    "part": _("Split or merged"),
    "none": _("Nothing before it"),
}


def field_words(difference):
    """Return the label of a difference: a field, or a field of a level."""
    if difference.field == "threshold":
        return fields.field_label(f"level_{difference.level}")
    if difference.level:
        return fields.field_label(f"{difference.field}_{difference.level}")
    return fields.field_label(difference.field)


def difference_value(difference, side, part=None):
    """Return a value of a difference in words; `side` is "old" or "new", `part` the indicator there."""
    value = getattr(difference, side)
    if difference.field == "threshold" and part is not None:
        return requirement(part, value) or gettext("does not count")
    if difference.field == "inputs":
        return "; ".join(_input_words(item) for item in value) or "–"
    return number(value) if isinstance(value, Fraction) else fields.value_in_words(difference.field, value)


def _input_words(formula_input):
    """Return name, unit, shared quantity and example of an input: โรงงานทั้งหมด (โรงงาน) = factories: 40."""
    words = f"{text(formula_input, 'name')} ({text(formula_input, 'unit')})"
    if formula_input.quantity:
        words += f" = {formula_input.quantity}"
    return words if formula_input.example is None else f"{words}: {number(formula_input.example)}"


def relation_words(relation):
    """Return the words for the relation of an origin."""
    return RELATIONS[relation]


def rule_between(name: str) -> str:
    """Return what a rule between two values asks: equal, or the first not above the second."""
    return gettext("the same in") if name == "equal" else gettext("the first not more than the second")
