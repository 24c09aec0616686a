"""Words of the handbook of an edition, for templates."""

from django import template

from indicators.criteria.words import evidence
from indicators.handbook import words

register = template.Library()
register.filter(words.gate_codes)
register.filter(words.codes_of_quantity)
register.filter(words.register_name)
register.filter(evidence.evidence_items)
register.simple_tag(words.handbook_mark)
