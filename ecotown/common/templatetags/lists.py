"""Addresses of the other pages of a list, for `components/pagination.html`."""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def page_url(context, number):
    """Return the address of a page of a list, from the variables of the component."""
    query = f"{context['asked']}&" if context["asked"] else ""
    anchor = f"#{context['anchor']}" if context.get("anchor") else ""
    return f"?{query}{context.get('name') or 'page'}={number}{anchor}"
