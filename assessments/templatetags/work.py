"""The filter for the next step of a row in the list of work."""

from django import template

from assessments import queries

register = template.Library()
register.filter("next_step", queries.next_step)
