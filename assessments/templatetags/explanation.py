"""Words of levels, their conditions and changes, for templates."""

from django import template

from assessments.explanation import words

register = template.Library()
register.filter(words.level_met)
register.filter(words.levels_met)
register.filter(words.condition_words)
register.filter(words.condition_details)
register.filter(words.indicator_changes)
register.filter("level_result_words", words.level_result)
register.filter(words.last_year_value)
register.filter("last_year_words", words.last_year)
