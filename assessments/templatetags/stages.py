"""Filters for the progress of an assessment: due dates, stages, levels, and aspects of indicators."""

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
register.filter("level_result_words", explanation_words.level_result)
register.filter("place_words", evidence_words.citation_place)
register.filter("subject_words", audit_words.thread_subject)


@register.filter
def result_value(result):
    """Return the value of a result; None without a result."""
    return result.value if result else None


@register.filter
def holds_aspect(part, code):
    """Return whether the progress of a dimension contains that of the aspect `code`."""
    return any(aspect.criteria_part.code == code for aspect in part.aspects)


@register.filter
def aspect_code(indicator, progress):
    """Return the code of the aspect that holds an indicator."""
    aspects = (aspect.criteria_part for part in progress for aspect in part.aspects)
    return next(
        aspect.code for aspect in aspects if any(item.code == indicator.code for item in aspect.indicators)
    )


@register.filter
def indicator_of(edition, code):
    """Return the indicator of an edition by its code; None when the edition has none."""
    return edition.by_code.get(code)


@register.filter
def dimension_of(result, progress):
    """Return the dimension, with its name, of the result of a dimension."""
    return next(part.criteria_part for part in progress if part.criteria_part.code == result.code)
