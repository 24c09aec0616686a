"""Values, thresholds and formulas of indicators in words, for database rows and domain data alike."""

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ecotown.common.thai.formats import number, text

SIGNS = {"higher": "≥", "lower": "≤", "equals": "="}


def in_words(value, indicator):
    """Return a value in words: yes or no, a step, else a number; empty for None."""
    if value is None:
        return ""
    if indicator.kind == "boolean":
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")
    if indicator.kind == "choice":
        return _("Step %(step)s") % {"step": int(value)}
    return number(value)


def unit(indicator):
    """Return the unit of a value; empty for yes/no and steps, whose words include it."""
    return "" if indicator.kind in {"boolean", "choice"} else text(indicator, "unit")


def with_unit(value, indicator):
    """Return a value with its unit: ร้อยละ 87.5 in Thai, 87.5 percent in English, 3 กลุ่ม."""
    words = in_words(value, indicator)
    if not words or not unit(indicator):
        return words
    if indicator.kind == "percent" and get_language() == "th":
        return f"{unit(indicator)} {words}"
    return f"{words} {unit(indicator)}"


def requirement(indicator, threshold):
    """Return what a level requires: ≥ 70, ≤ 15, or that something must (not) be there."""
    if threshold is None:
        return ""
    if indicator.kind == "boolean":
        return _("must be there") if threshold else _("must not be there")
    return f"{SIGNS[indicator.direction]} {in_words(threshold, indicator)}"


def requirement_with_unit(indicator, threshold):
    """Return what is required with the unit: ≥ ร้อยละ 70, ≤ 3 ครั้งต่อปี."""
    if indicator.kind == "boolean":
        return requirement(indicator, threshold)
    return f"{SIGNS[indicator.direction]} {with_unit(threshold, indicator)}"


def requirements_by_level(indicator, level_rules):
    """Return (level, requirement in words) for each level; empty words where nothing is required."""
    thresholds = {threshold.level: threshold.value for threshold in indicator.thresholds.all()}
    return [(rule.level, requirement(indicator, thresholds.get(rule.level))) for rule in level_rules]


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
    pattern = FORMULA_PATTERNS.get(indicator.formula, "")
    try:
        return pattern.format(base=number(indicator.base), **words)
    except KeyError:
        return ""


# Source: docs/architecture.md, "Value of an indicator".
FORMULA_PATTERNS = {
    "percent": "100 × {part} ÷ {whole}",
    "rate": "{base} × {part} ÷ {whole}",
    "growth": "100 × ({current} − {baseline}) ÷ {baseline}",
    "reduction": "100 × ({baseline} − {current}) ÷ {baseline}",
}
