"""Words of verdicts and threads, for templates."""

from django import template

from assessments.audit import words
from assessments.audit.queries import comments

register = template.Library()
register.filter(words.overriding_words)
register.filter(comments.settling_refusal)
register.filter("settling_words", words.refusal_of_settling)
register.filter("subject_words", words.thread_subject)
