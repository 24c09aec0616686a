"""Words of the levels that a value meets."""

from django.utils.translation import gettext

from indicators.criteria.words.values import with_unit


def level_met(card):
    """Return the highest level whose threshold the value meets, 0 when none, None without a value."""
    if card.result.value is None:
        return None
    return max(card.result.meets, default=0)


def level_result(result) -> str:
    """Return how many of the counting indicators meet a level and whether it is passed, if any."""
    if result is None:
        return ""
    words = gettext("passed") if result.attained else gettext("not passed")
    return f"{result.met}/{result.counted} {words}"


def last_year(card) -> str:
    """Return the value of the year before, and whether its meaning has changed since; of a card or None."""
    if not card:
        return f"{gettext('Last year')}: {gettext('no data')}"
    words = f"{gettext('In %(year)s') % {'year': card.year}} {with_unit(card.result.value, card.indicator)}"
    if card.is_comparable:
        return words
    return f"{words} ({gettext('The meaning has changed since: the two values do not compare.')})"
