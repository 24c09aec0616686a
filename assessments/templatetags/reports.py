"""Words of reports, for templates."""

from django import template

from assessments.reports import words

register = template.Library()


@register.simple_tag
def page_mark(with_notes, is_demonstration):
    """Return the words at the edge of every page of a report."""
    return words.page_mark(with_notes=with_notes, is_demonstration=is_demonstration)
