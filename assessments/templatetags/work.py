"""What is to be done with a row of the list of work."""

from django import template

from assessments import queries

register = template.Library()
register.filter("next_step", queries.next_step)
