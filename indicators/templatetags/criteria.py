"""Values, thresholds and formulas of indicators in words, for database rows and domain data alike."""

from django import template
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ecotown.common.templatetags.thai import number, text

register = template.Library()

SIGNS = {"higher": "≥", "lower": "≤", "equals": "="}
# design.md, "Value of an indicator".
FORMULAS = {
    "percent": "100 × {part} ÷ {whole}",
    "rate": "{base} × {part} ÷ {whole}",
    "growth": "100 × ({current} − {baseline}) ÷ {baseline}",
    "reduction": "100 × ({baseline} − {current}) ÷ {baseline}",
}


@register.filter
def in_words(value, indicator):
    """A value as people say it: yes or no, a step, else a number; nothing for None."""
    if value is None:
        return ""
    if indicator.kind == "boolean":
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")
    if indicator.kind == "choice":
        return _("Step %(step)s") % {"step": int(value)}
    return number(value)


@register.filter
def unit(indicator):
    """The unit behind a value; none for yes or no and for steps, whose words say it."""
    return "" if indicator.kind in {"boolean", "choice"} else text(indicator, "unit")


@register.filter
def with_unit(value, indicator):
    """A value with its unit: ร้อยละ 87.5 in Thai, 87.5 percent in English, 3 กลุ่ม."""
    words = in_words(value, indicator)
    if not words or not unit(indicator):
        return words
    if indicator.kind == "percent" and get_language() == "th":
        return f"{unit(indicator)} {words}"
    return f"{words} {unit(indicator)}"


@register.filter
def asks(indicator, threshold):
    """What a level asks: ≥ 70, ≤ 15, or that it is there."""
    if threshold is None:
        return ""
    if indicator.kind == "boolean":
        return _("must be there") if threshold else _("must not be there")
    return f"{SIGNS[indicator.direction]} {in_words(threshold, indicator)}"


@register.filter
def requires(indicator, threshold):
    """What is required, with its unit: ≥ ร้อยละ 70, ≤ 3 ครั้งต่อปี."""
    if indicator.kind == "boolean":
        return asks(indicator, threshold)
    return f"{SIGNS[indicator.direction]} {with_unit(threshold, indicator)}"


@register.filter
def by_level(indicator, level_rules):
    """What each level asks of an indicator, in the order of the levels; empty where it does not count."""
    thresholds = {threshold.level: threshold.value for threshold in indicator.thresholds.all()}
    return [(rule.level, asks(indicator, thresholds.get(rule.level))) for rule in level_rules]


@register.filter
def formula(indicator):
    """The formula with the names of its inputs; empty when the value is given directly."""
    inputs = indicator.inputs if isinstance(indicator.inputs, tuple) else indicator.inputs.all()
    return _filled(indicator, {item.key: text(item, "name") for item in inputs})


@register.filter
def calculation(card):
    """The formula with the numbers entered; empty while one is missing."""
    return _filled(
        card.indicator, {item.key: number(value) for item, value in card.inputs if value is not None}
    )


def _filled(indicator, words):
    pattern = FORMULAS.get(indicator.formula, "")
    try:
        return pattern.format(base=number(indicator.base), **words)
    except KeyError:
        return ""
