"""The department and its contact, for footers, error pages, mails and papers, which may have no request."""

from django import template

from ecotown.configuration import queries

register = template.Library()


@register.simple_tag
def portal_contact():
    """Return the contact of the settings; false when there is none."""
    return queries.last_known().contact


@register.simple_tag
def department_name():
    """Return the name of the department in the language of the page."""
    return queries.department_name()


@register.simple_tag
def emblem_address():
    """Return the address of the picture of the emblem; empty where none is set."""
    return queries.emblem_address()


@register.simple_tag
def has_emblem():
    """Return whether papers have the picture `picture:emblem`."""
    return queries.emblem() is not None


@register.simple_tag
def help_text():
    """Return when and how those who help are reached, in the language of the page; may be empty."""
    return queries.help_text()
