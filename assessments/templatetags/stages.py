"""Words of the progress of an assessment, for templates: due dates, stages, levels, conditions."""

from django import template

from assessments.audit import words as audit_words
from assessments.evidence import words as evidence_words
from assessments.explanation import words as explanation_words
from assessments.warnings import words as warnings_words
from assessments.workflow import domain
from assessments.workflow import words as workflow_words

register = template.Library()
register.filter(domain.due_on)
register.filter(workflow_words.stages)
register.filter(evidence_words.cited_page)
register.filter(warnings_words.line_number)
register.filter(warnings_words.line_against)
register.filter(warnings_words.rounded)
register.filter(explanation_words.level_met)
register.filter(explanation_words.condition_words)
register.filter(explanation_words.condition_details)
register.filter(explanation_words.indicator_changes)
register.filter("level_result_words", explanation_words.level_result)
register.filter("place_words", evidence_words.citation_place)
register.filter("subject_words", audit_words.thread_subject)
register.filter(audit_words.overriding_words)
