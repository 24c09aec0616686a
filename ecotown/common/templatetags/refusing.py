"""Filters for templates that write the fields of an invalid form themselves."""

from django import template

register = template.Library()


@register.filter
def sent_to(refused_forms, address):
    """Return the form in `refused_forms` that was sent to `address`, None when there is none."""
    return refused_forms.get(address)


@register.filter
def field(form, name):
    """Return the bound field `name` of `form`; None without a form."""
    return form[name] if form else None


@register.filter
def sent_value(field):
    """Return the value sent for a bound field, "" when there is none."""
    return (field.value() or "") if field else ""


@register.filter
def faults(field):
    """Return the errors of a bound field as one text, "" when there are none."""
    return " ".join(field.errors) if field else ""
