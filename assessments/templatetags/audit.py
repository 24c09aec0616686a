"""Words of verdicts and threads, for templates."""

from django import template

from assessments.audit import words

register = template.Library()
register.filter(words.overriding_words)
register.filter("subject_words", words.thread_subject)
