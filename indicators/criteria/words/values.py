"""Values and thresholds of indicators in words, for database rows and domain data alike."""

from django.utils.html import format_html
from django.utils.translation import get_language, gettext

from ecotown.common.thai.formats import text
from indicators.criteria.words.kinds import KIND_WORDS

SIGNS = {"higher": "≥", "lower": "≤", "equals": "="}


def in_words(value, indicator):
    """Return a value in words: yes or no, a step, else a number; empty for None."""
    return "" if value is None else KIND_WORDS[indicator.kind].value(value)


def unit(indicator):
    """Return the unit of a value; empty for yes/no and steps, whose words include it."""
    return text(indicator, "unit") if KIND_WORDS[indicator.kind].has_unit else ""


def with_unit(value, indicator):
    """Return a value with its unit: ร้อยละ 87.5 in Thai, 87.5 percent in English, 3 กลุ่ม."""
    words = in_words(value, indicator)
    if not words or not unit(indicator):
        return words
    if _begins_with_unit(indicator):
        return f"{unit(indicator)} {words}"
    return f"{words} {unit(indicator)}"


def requirement(indicator, threshold):
    """Return what a level requires: ≥ 70, ≤ 15, or that something must (not) be there."""
    if threshold is None:
        return ""
    if required := KIND_WORDS[indicator.kind].required:
        return required(threshold)
    return f"{SIGNS[indicator.direction]} {in_words(threshold, indicator)}"


def requirement_with_unit(indicator, threshold):
    """Return what is required with the unit: ร้อยละ 70 ขึ้นไป, ไม่เกิน 3 ครั้งต่อปี, ต้องไม่มี."""
    if required := KIND_WORDS[indicator.kind].required:
        return required(threshold)
    if _is_none_required(indicator, threshold):
        return gettext("must be none")
    sentences = {
        "higher": gettext("%(value)s or more"),
        "lower": gettext("%(value)s or less"),
        "equals": "%(value)s",
    }
    return _with_value(sentences[indicator.direction], indicator, threshold)


def requirements_by_level(indicator, level_rules):
    """Return (level, requirement in words) for each level; empty words where nothing is required."""
    thresholds = {threshold.level: threshold.value for threshold in indicator.thresholds.all()}
    return [(rule.level, requirement(indicator, thresholds.get(rule.level))) for rule in level_rules]


def required_by_level(indicator, level_rules):
    """Return (level, requirement as HTML) for each level: at least 70 percent; empty where none is.

    A line of a narrow column breaks before the value with its unit, not inside it.
    """
    thresholds = {threshold.level: threshold.value for threshold in indicator.thresholds.all()}
    return [(rule.level, _unbroken_threshold(indicator, thresholds.get(rule.level))) for rule in level_rules]


def _unbroken_threshold(indicator, threshold):
    if threshold is None:
        return ""
    before, value, after = threshold_words(indicator, threshold).partition(with_unit(threshold, indicator))
    return format_html('{}<span class="word">{}</span>{}', before, value, after) if value else before


def threshold_words(indicator, threshold):
    """Return what is required without signs: at least 70 percent; the font of the papers lacks ≥ and ≤."""
    if required := KIND_WORDS[indicator.kind].required:
        return required(threshold)
    if _is_none_required(indicator, threshold):
        return gettext("must be none")
    sentences = {
        "higher": gettext("at least %(value)s"),
        "lower": gettext("at most %(value)s"),
        "equals": gettext("exactly %(value)s"),
    }
    return _with_value(sentences[indicator.direction], indicator, threshold)


def must_in_words(indicator, threshold):
    """Return what a level requires as a duty: must be at least 95 percent, must be none, must be there."""
    words = threshold_words(indicator, threshold)
    if KIND_WORDS[indicator.kind].required or _is_none_required(indicator, threshold):
        return words
    return gettext("must be %(required)s") % {"required": words}


def distance_in_words(blocker):
    """Return the present value of a blocker and what is required: now 90 percent, must be at least 95.

    `blocker` has the attributes `indicator`, `value` and `required`.
    """
    indicator, now = blocker.indicator, gettext("no value")
    if blocker.value is not None:
        now = _with_value(gettext("now %(value)s"), indicator, blocker.value)
    return f"{now} {must_in_words(indicator, blocker.required)}"


def _is_none_required(indicator, threshold):
    return indicator.direction == "lower" and threshold == 0


def _with_value(sentence, indicator, value):
    """Put a value with its unit into a sentence; in Thai no space stands before ร้อยละ."""
    words = sentence % {"value": with_unit(value, indicator)}
    if _begins_with_unit(indicator):
        words = words.replace(f" {unit(indicator)} ", f"{unit(indicator)} ")
    return words


def _begins_with_unit(indicator):
    return KIND_WORDS[indicator.kind].is_unit_first and get_language() == "th"


def thresholds_in_words(indicator, levels):
    """Return (level, requirement without signs) for each rule of `levels`; empty where nothing is required.

    `indicator` is one of the domain, not a row. No line ends between ร้อยละ and its number.
    """
    words = [
        "" if threshold is None else threshold_words(indicator, threshold)
        for threshold in indicator.thresholds
    ]
    if KIND_WORDS[indicator.kind].is_unit_first:
        words = [
            requirement.replace(f"{unit(indicator)} ", f"{unit(indicator)}\u00a0") for requirement in words
        ]
    return [(rule.level, requirement) for rule, requirement in zip(levels, words, strict=True)]
