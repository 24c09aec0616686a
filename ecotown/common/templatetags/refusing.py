"""Fields of a form that was sent and not taken, in templates that write their fields themselves."""

from django import template

register = template.Library()


@register.filter
def sent_to(refused, address):
    """The form of `refused` that was sent to this address, None when none was."""
    return refused.get(address)


@register.filter
def field(form, name):
    """The field of a form with what was sent and its errors; None without a form."""
    return form[name] if form else None


@register.filter
def sent_value(field):
    """What was sent for a field of a form, "" when nothing was."""
    return (field.value() or "") if field else ""


@register.filter
def faults(field):
    """What is wrong with what was sent for a field of a form, "" when nothing is."""
    return " ".join(field.errors) if field else ""
