"""Filters for the published levels of areas, by year."""

from django import template

from ecotown.portal import words

register = template.Library()
register.filter(words.span)
register.filter(words.year_range)
register.filter(words.published_in)
register.filter(words.hold_demonstration)
register.filter(words.level_name)
