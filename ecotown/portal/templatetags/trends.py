"""Levels by year as rows of squares that line up."""

from django import template
from django.utils.translation import gettext as _

from ecotown.common.templatetags.thai import text

register = template.Library()


@register.filter
def span(lines):
    """The years of which anything is published about any of `lines`, without gaps."""
    years = [one.year for line in lines for one in line.years]
    return range(min(years), max(years) + 1) if years else range(0)


@register.filter
def published_in(line, years):
    """The published level of an area in each of `years`, None where none is published."""
    known = {one.year: one for one in line.years}
    return [
        {
            "year": year,
            "level": known[year].level if year in known else None,
            "is_demonstration": year in known and known[year].is_demonstration,
        }
        for year in years
    ]


@register.filter
def hold_demonstration(lines):
    """Whether any level of `lines` is made up, so that the list says what its mark means."""
    return any(one.is_demonstration for line in lines for one in line.years)


@register.filter
def level_name(published, current_rules):
    """The name of a published level in the criteria that measured it, in those of today where no one says.

    0 is preparing; empty where there is no level or no name.
    """
    if published is None:
        return ""
    if published.level == 0:
        return _("Preparing")
    rules = published.framework.level_rules.all() if published.framework else current_rules
    return next((text(rule, "name") for rule in rules if rule.level == published.level), "")
