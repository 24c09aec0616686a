"""Words of trials, for templates."""

from django import template

from assessments.trials import words

register = template.Library()
register.filter(words.state_words)
register.filter(words.lowered)
