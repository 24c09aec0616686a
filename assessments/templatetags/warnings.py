"""Words of warnings, for templates."""

from django import template

from assessments.warnings import words
from assessments.warnings.queries import warnings

register = template.Library()
register.filter(warnings.by_reason)
register.filter(words.title)
register.filter(words.line_name)
register.filter(words.line_number)
register.filter(words.line_against)
register.filter(words.rounded)
register.filter(words.compared)
register.filter(words.figures)
register.filter(words.published_words)
register.filter(words.band_words)
register.filter(words.warning_state)
register.filter("warning_words", words.warning_state_words)
