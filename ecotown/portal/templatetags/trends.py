"""TODO: say what this file is for."""

from django import template

from ecotown.portal.templatetags import levels_by_year

register = template.Library()
register.filter(levels_by_year.span)
register.filter(levels_by_year.year_range)
register.filter(levels_by_year.published_in)
register.filter(levels_by_year.hold_demonstration)
register.filter(levels_by_year.level_name)
