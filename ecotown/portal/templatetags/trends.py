"""Levels by year as rows of squares that line up."""

from django import template

register = template.Library()


@register.filter
def span(lines):
    """The years of which anything is published about any of `lines`, without gaps."""
    years = [one.year for line in lines for one in line.years if not one.is_demonstration]
    return range(min(years), max(years) + 1) if years else range(0)


@register.filter
def published_in(line, years):
    """The published level of an area in each of `years`, None where none is published."""
    levels = {one.year: one.level for one in line.years if not one.is_demonstration}
    return [{"year": year, "level": levels.get(year)} for year in years]


@register.filter
def is_published(line):
    """Whether any level of an area has been published."""
    return any(not one.is_demonstration for one in line.years)
