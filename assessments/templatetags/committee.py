"""Words of meetings, for templates."""

from django import template

from assessments.committee import words
from ecotown.common.thai.papers import letter_count

register = template.Library()
register.filter("meeting_words", words.meeting_of)
register.filter(words.seat_words)
register.filter(letter_count)
