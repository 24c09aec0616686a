"""Fields of invalid forms, for templates that write them themselves."""

from django import template

from ecotown.common.forms import refused_forms

register = template.Library()
register.filter(refused_forms.sent_to)
register.filter(refused_forms.field)
register.filter(refused_forms.sent_value)
register.filter(refused_forms.faults)
