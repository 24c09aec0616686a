"""Words of faults and differences of an edition, and small fields of forms, for templates."""

from django import template

from indicators.crosswalks import words as crosswalks_words
from indicators.editions import words as editions_words
from indicators.pages.forms import fields as form_fields

register = template.Library()
register.filter(crosswalks_words.field_words)
register.simple_tag(crosswalks_words.difference_value)
register.filter(crosswalks_words.relation_words)
register.filter(editions_words.words_of_fault)
register.filter("rule_words", crosswalks_words.rule_between)
register.filter(form_fields.small_widget)
