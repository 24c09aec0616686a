"""A slow second implementation of the level rule, sentence by sentence, to test the first one.

Source: docs/architecture.md, "The level rule".
"""

from fractions import Fraction
from math import ceil


def value(indicator, answer):
    """Return the value of an indicator, None when missing or not applicable."""
    if answer is None or answer.not_applicable:
        return None
    if answer.inputs is None:
        return answer.value
    inputs = answer.inputs
    try:
        if indicator.formula == "percent":
            return 100 * inputs["part"] / inputs["whole"]
        if indicator.formula == "rate":
            return indicator.base * inputs["part"] / inputs["whole"]
        if indicator.formula == "growth":
            return 100 * (inputs["current"] - inputs["baseline"]) / inputs["baseline"]
        return 100 * (inputs["baseline"] - inputs["current"]) / inputs["baseline"]
    except ZeroDivisionError:
        return None


def counts(indicator, answer, level):
    return indicator.thresholds[level - 1] is not None and not (answer and answer.not_applicable)


def meets(indicator, answer, level):
    indicator_value, threshold = value(indicator, answer), indicator.thresholds[level - 1]
    if indicator_value is None or not counts(indicator, answer, level):
        return False
    return {
        "higher": indicator_value >= threshold,
        "lower": indicator_value <= threshold,
        "equals": indicator_value == threshold,
    }[indicator.direction]


def tally(indicators, answers, level):
    """Return (counted, met) of these indicators at a level."""
    counting = [
        indicator for indicator in indicators if counts(indicator, answers.get(indicator.code), level)
    ]
    return len(counting), sum(meets(indicator, answers.get(indicator.code), level) for indicator in counting)


def unmet_gates(framework, answers, level):
    return tuple(
        indicator.code
        for indicator in framework.indicators
        if indicator.gate
        and counts(indicator, answers.get(indicator.code), level)
        and not meets(indicator, answers.get(indicator.code), level)
    )


def attains(framework, answers, level):
    rule = framework.levels[level - 1]
    counted, met = tally(framework.indicators, answers, level)
    if counted == 0:
        return False
    if unmet_gates(framework, answers, level):
        return False
    if Fraction(100 * met, counted) < rule.pass_share:
        return False
    for dimension in framework.dimensions:
        inside, met_inside = tally(dimension.indicators, answers, level)
        if inside and Fraction(100 * met_inside, inside) < rule.dimension_share:
            return False
    return all(attains(framework, answers, below) for below in range(1, level))


def area_level(framework, answers):
    return max(
        (rule.level for rule in framework.levels if attains(framework, answers, rule.level)), default=0
    )


def levels(framework, answers):
    """Return (level, attained, counted, met, gates unmet, dimensions) of every level."""
    return [
        (
            rule.level,
            attains(framework, answers, rule.level),
            *tally(framework.indicators, answers, rule.level),
            unmet_gates(framework, answers, rule.level),
            tuple(_dimensions(framework, answers, rule)),
        )
        for rule in framework.levels
    ]


def _dimensions(framework, answers, rule):
    for dimension in framework.dimensions:
        counted, met = tally(dimension.indicators, answers, rule.level)
        if counted:
            yield dimension.code, counted, met, ceil(rule.dimension_share * counted / 100)


def indicators(framework, answers):
    """Return (code, value, levels it meets, levels it counts at) of every indicator."""
    numbers = [rule.level for rule in framework.levels]
    return [
        (
            indicator.code,
            value(indicator, answers.get(indicator.code)),
            tuple(level for level in numbers if meets(indicator, answers.get(indicator.code), level)),
            tuple(level for level in numbers if counts(indicator, answers.get(indicator.code), level)),
        )
        for indicator in framework.indicators
    ]
