"""The contact of the portal, for footers, error pages and mails, which may have no request."""

from django import template

from ecotown.common import contact

register = template.Library()


@register.simple_tag
def portal_contact():
    """Return the contact of the settings; false when there is none."""
    return contact.contact()
