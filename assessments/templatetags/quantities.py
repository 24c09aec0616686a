"""Words of shared quantities, for templates."""

from django import template

from assessments.entry import words

register = template.Library()
register.filter(words.obstacle_words)
