"""The filter for the next step of a row in the list of work."""

from django import template

from assessments.pages.screens import my_work

register = template.Library()
register.filter(my_work.work_links)
register.filter(my_work.work_due)
