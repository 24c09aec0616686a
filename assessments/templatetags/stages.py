"""Filters for the progress of an assessment: due dates, stages, levels, and aspects of indicators."""

from django import template
from django.utils.translation import gettext_lazy as _

from assessments import labels
from assessments.domain.entries import first_page
from assessments.domain.workflow import Status, Step
from ecotown.common.templatetags.thai import number, text
from indicators.templatetags.criteria import with_unit

register = template.Library()
register.filter("level_result_words", labels.level_result)
register.filter("place_words", labels.citation_place)
register.filter("subject_words", labels.thread_subject)

DUE_DATES = {
    Status.DRAFT: "submit_by",
    Status.RETURNED: "submit_by",
    Status.INTERNAL_AUDIT: "internal_audit_by",
    Status.EXTERNAL_AUDIT: "external_audit_by",
    Status.COMMITTEE: "committee_by",
}
# The stages in order, each with its words and the event that ends it.
STAGES = (
    (Status.DRAFT, _("Filling in by the province"), "submitted"),
    (Status.INTERNAL_AUDIT, _("Internal audit"), "passed"),
    (Status.EXTERNAL_AUDIT, _("External audit"), "recommended"),
    (Status.COMMITTEE, _("Resolution of the committee"), "resolved"),
    (Status.PUBLISHED, _("Publication"), "published"),
)


@register.filter
def due_on(assessment):
    """Return the due date of the present stage: of a return, else of the cycle; None after the committee."""
    if returned := getattr(assessment, "return_due_on", None):
        return returned
    name = DUE_DATES.get(assessment.status)
    return getattr(assessment.cycle, name) if name else None


@register.filter
def stages(assessment, deeds):
    """Return the stages for `assessments/workflow/timeline.html`; `deeds` are the history, the newest first."""
    events = {event.name: event for event in reversed(deeds)}
    reached = _reached(assessment.status)
    return [
        {
            "name": name,
            "state": _state(position, reached, assessment.status),
            "who": events[ended_by].by if position < reached and ended_by in events else "",
            "when": events[ended_by].at if position < reached and ended_by in events else None,
            "due": due_on(assessment) if position == reached else None,
        }
        for position, (_status, name, ended_by) in enumerate(STAGES)
    ]


@register.simple_tag
def next_action_words(step, unanswered, warned):
    """Title, sentence and button of the next action; the button is empty where the step has its own words."""
    title, sentence = labels.next_action(step, unanswered=len(unanswered), warned=len(warned))
    button = labels.OPEN_AUDIT if step in {Step.PASS, Step.RECOMMEND} else ""
    return {"title": title, "sentence": sentence, "button": button}


@register.simple_tag
def others_turn_words(status):
    """Title and sentence for those who have nothing to do."""
    title, sentence = labels.turn_of_others(status)
    return {"title": title, "sentence": sentence}


@register.filter
def value_of(result):
    """The value of a result; None without a result."""
    return result.value if result else None


@register.filter
def level_met(card):
    """Return the highest level whose threshold the value meets, 0 when none, None without a value."""
    if card.result.value is None:
        return None
    return max(card.result.meets, default=0)


@register.filter
def line_number(line):
    """Return the number of a line of a warning, with its unit."""
    return _number_of(line, line.number)


@register.filter
def line_against(line):
    """Return the number that a line of a warning is compared with, with its unit."""
    return _number_of(line, line.against)


@register.filter
def rounded(value):
    """Return a number for display with at most two decimal places."""
    return round(value, 2)


@register.filter
def cited_page(page):
    """Return the fragment that opens the cited page: `#page=4` of “4-6”, empty without a page."""
    number = first_page(page)
    return f"#page={number}" if number else ""


@register.filter
def holds_aspect(part, code):
    """Return whether the progress of a dimension contains that of the aspect `code`."""
    return any(aspect.of.code == code for aspect in part.aspects)


@register.filter
def asked_in(indicator, progress):
    """Return the code of the aspect that holds an indicator."""
    aspects = (aspect.of for part in progress for aspect in part.aspects)
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
    return next(part.of for part in progress if part.of.code == result.code)


def _number_of(line, value):
    if line.item is None:
        return with_unit(value, line.indicator)
    return f"{number(value)} {text(line.item, 'unit')}".strip()


def _reached(status):
    """Return the index in STAGES of the present stage, the length of STAGES once published."""
    if status == Status.PUBLISHED:
        return len(STAGES)
    if status == Status.GRANTED:
        return len(STAGES) - 1
    stages_in_order = [stage for stage, _name, _ended_by in STAGES]
    return stages_in_order.index(status) if status in stages_in_order else 0


def _state(position, reached, status):
    if position < reached:
        return "done"
    if position > reached:
        return "waiting"
    return "returned" if status == Status.RETURNED else "current"
