"""Due dates and stages of an assessment, for templates."""

from django import template

from assessments.workflow import domain, words

register = template.Library()
register.filter(domain.due_on)
register.filter(words.stages)
