"""Words of levels: which a value meets, on which conditions, and what changed between two results."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from assessments.entry.words import NOT_ASSESSED
from ecotown.common.thai.formats import number, text
from ecotown.common.thai.papers import paper_digits
from indicators.criteria.words.names import short_name
from indicators.criteria.words.values import in_words, with_unit


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """An indicator of a level change in words.

    `remark` says why there are no values to compare; it has no name when the edition lacks it.
    """

    code: str
    name: str = ""
    remark: str = ""
    old: str = ""
    new: str = ""


def level_met(result):
    """Return the highest level whose threshold the value of an indicator meets, 0 when none.

    None without a result or a value.
    """
    if result is None or result.value is None:
        return None
    return max(result.meets, default=0)


def levels_met(result) -> str:
    """Return the levels whose threshold the value of an indicator meets; that it counts at none if so."""
    if result.not_applicable:
        return gettext("not counted")
    return ", ".join(str(level) for level in result.meets) or "–"


def level_result(result) -> str:
    """Return how many of the counting indicators meet a level and whether it is passed, if any."""
    if result is None:
        return ""
    words = gettext("passed") if result.attained else gettext("not passed")
    return f"{result.met}/{result.counted} {words}"


def last_year_value(card) -> str:
    """Return the value of the year before with its unit, or that the indicator did not apply."""
    if card.result.not_applicable:
        return gettext("does not apply")
    return with_unit(card.result.value, card.indicator)


def last_year(card) -> str:
    """Return the value of the year before, and whether its meaning has changed since; of a card or None."""
    if not card:
        return f"{gettext('Last year')}: {gettext('no data')}"
    year = gettext("In %(year)s") % {"year": paper_digits(card.year)}
    words = f"{year} {last_year_value(card)}"
    if card.is_loaded:
        words = f"{words} ({NOT_ASSESSED})"
    if card.is_comparable:
        return words
    return f"{words} ({gettext('The meaning has changed since: the two values do not compare.')})"


def condition_words(condition, level) -> str:
    """Return the sentence of one of the five conditions of a level."""
    if condition.number == 1:
        words = ngettext(
            "%(counted)s indicator counts at this level",
            "%(counted)s indicators count at this level",
            condition.counted,
        )
        return words % {"counted": condition.counted}
    if condition.number == 2:
        return gettext("Every indicator that must be met is met")
    if condition.number == 3:
        words = gettext("At least %(share)s percent of all indicators are met")
        return words % {"share": number(condition.share)}
    if condition.number == 4:
        words = gettext("At least %(share)s percent are met in each dimension")
        return words % {"share": number(condition.share)}
    return gettext("There is no level below") if level == 1 else gettext("Every level below is passed")


def condition_details(condition) -> list[str]:
    """Return the numbers of a condition, and what it fails for."""
    if condition.number == 2 and condition.gates:
        codes = ", ".join(indicator.code for indicator in condition.gates)
        return [f"{gettext('not met yet')}: {codes}"]
    if condition.number == 3:
        return [_met_of(condition)]
    return [f"{text(dimension, 'name')}: {_met_of(share)}" for dimension, share in condition.dimensions]


def _met_of(share) -> str:
    words = gettext("%(met)s of %(counted)s are met, %(needed)s are needed")
    return words % {"met": share.met, "counted": share.counted, "needed": share.needed}


def indicator_changes(level_change, edition) -> list[IndicatorChange]:
    """Return the indicators of a level change in words, `edition` being that of the newer result."""
    return [_indicator_change(change, edition.by_code.get(change.code)) for change in level_change.indicators]


def _indicator_change(change, indicator) -> IndicatorChange:
    if indicator is None:
        return IndicatorChange(change.code, remark=gettext("no longer in the criteria"))
    name = short_name(indicator)
    if not change.is_comparable:
        remark = gettext("The criteria ask something else now; the values are not comparable.")
        return IndicatorChange(change.code, name, remark)
    old = in_words(change.old.value, indicator) if change.old else ""
    new = with_unit(change.new.value, indicator) if change.new else ""
    no_value = gettext("no value")
    return IndicatorChange(change.code, name, old=old or no_value, new=new or no_value)
