"""Words of cited files, for templates."""

from django import template

from assessments.evidence import words

register = template.Library()
register.filter(words.cited_page)
register.filter(words.expected_words)
register.filter(words.page_words)
register.filter(words.short_page_words)
register.filter("place_words", words.citation_place)
