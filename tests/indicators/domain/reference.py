"""The level rule of design.md once more, sentence by sentence and slowly: the tests' second opinion."""

from fractions import Fraction
from math import ceil


def value(indicator, answer):
    """The value of an indicator, None when missing or not applicable."""
    if answer is None or answer.not_applicable:
        return None
    if answer.inputs is None:
        return answer.value
    i = answer.inputs
    try:
        if indicator.formula == "percent":
            return 100 * i["part"] / i["whole"]
        if indicator.formula == "rate":
            return indicator.base * i["part"] / i["whole"]
        if indicator.formula == "growth":
            return 100 * (i["current"] - i["baseline"]) / i["baseline"]
        return 100 * (i["baseline"] - i["current"]) / i["baseline"]
    except ZeroDivisionError:
        return None


def counts(indicator, answer, level):
    return indicator.thresholds[level - 1] is not None and not (answer and answer.not_applicable)


def meets(indicator, answer, level):
    found, threshold = value(indicator, answer), indicator.thresholds[level - 1]
    if found is None or not counts(indicator, answer, level):
        return False
    return {"higher": found >= threshold, "lower": found <= threshold, "equals": found == threshold}[
        indicator.direction
    ]


def tally(indicators, answers, level):
    """(counted, met) of these indicators at a level."""
    counting = [each for each in indicators if counts(each, answers.get(each.code), level)]
    return len(counting), sum(meets(each, answers.get(each.code), level) for each in counting)


def unmet_gates(framework, answers, level):
    return tuple(
        each.code
        for each in framework.indicators
        if each.gate
        and counts(each, answers.get(each.code), level)
        and not meets(each, answers.get(each.code), level)
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
    """(level, attained, counted, met, gates unmet, dimensions) of every level."""
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
    """(code, value, levels it meets, levels it counts at) of every indicator."""
    numbers = [rule.level for rule in framework.levels]
    return [
        (
            each.code,
            value(each, answers.get(each.code)),
            tuple(level for level in numbers if meets(each, answers.get(each.code), level)),
            tuple(level for level in numbers if counts(each, answers.get(each.code), level)),
        )
        for each in framework.indicators
    ]
