"""Words of the formulas of indicators, and a formula with names or numbers filled in."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ecotown.common.thai.formats import number, text
from indicators.criteria.domain.formulas import ANY_FORMULA, FORMULAS


@dataclass(frozen=True, kw_only=True)
class FormulaWords:
    """The name of a formula, and the sentence for a value beyond its bounds."""

    name: str
    fault: str = ""


FORMULA_WORDS = {
    "direct": FormulaWords(name=_("Typed as it is")),
    "percent": FormulaWords(
        name=_("Percentage: 100 × part ÷ whole"), fault=_("This percentage is from 0 to 100.")
    ),
    "rate": FormulaWords(name=_("Rate: base × part ÷ whole"), fault=_("A rate is not negative.")),
    "growth": FormulaWords(name=_("Growth: 100 × (current − baseline) ÷ baseline")),
    "reduction": FormulaWords(name=_("Reduction: 100 × (baseline − current) ÷ baseline")),
}
# The inputs of all formulas, by their number.
INPUT_TITLES = {
    1: _("First input: the part, or the current value"),
    2: _("Second input: the whole, or the baseline"),
}


def formula_names():
    """Return code and name of each formula, as the choices of a field."""
    return [(code, FORMULA_WORDS[code].name) for code in FORMULAS]


def formula(indicator):
    """Return the formula with the names of its inputs; empty when the value is entered directly."""
    inputs = indicator.inputs if isinstance(indicator.inputs, tuple) else indicator.inputs.all()
    names = {formula_input.key: text(formula_input, "name") for formula_input in inputs}
    return _filled_formula(indicator, names)


def calculation(indicator, inputs):
    """Return the formula with the numbers entered; empty while one is missing.

    `inputs` are pairs of an input of the formula and its number, None where none was entered.
    """
    numbers = {formula_input.key: number(value) for formula_input, value in inputs if value is not None}
    return _filled_formula(indicator, numbers)


def _filled_formula(indicator, words):
    try:
        return FORMULAS.get(indicator.formula, ANY_FORMULA).pattern.format(
            base=number(indicator.base), **words
        )
    except KeyError:
        return ""
