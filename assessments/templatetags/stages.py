"""How far an assessment has come, for templates: its dates, its stages, where an indicator is asked."""

from django import template
from django.utils.translation import gettext_lazy as _

from assessments.domain.entries import first_page
from assessments.domain.workflow import Status
from ecotown.common.templatetags.thai import number, text
from indicators.templatetags.criteria import with_unit

register = template.Library()

DUE_DATES = {
    Status.DRAFT: "submit_by",
    Status.RETURNED: "submit_by",
    Status.INTERNAL_AUDIT: "internal_audit_by",
    Status.EXTERNAL_AUDIT: "external_audit_by",
    Status.COMMITTEE: "committee_by",
}
# The stages in order, each with its words and the deed that ends it.
STAGES = (
    (Status.DRAFT, _("Filling in by the province"), "submitted"),
    (Status.INTERNAL_AUDIT, _("Internal audit"), "passed"),
    (Status.EXTERNAL_AUDIT, _("External audit"), "recommended"),
    (Status.COMMITTEE, _("Resolution of the committee"), "resolved"),
    (Status.PUBLISHED, _("Publication"), "published"),
)


@register.filter
def due_on(assessment):
    """The date by which the present stage ends: of a return, else of the cycle; None after the committee."""
    if returned := getattr(assessment, "return_due_on", None):
        return returned
    name = DUE_DATES.get(assessment.status)
    return getattr(assessment.cycle, name) if name else None


@register.filter
def stages(assessment, deeds):
    """The stages for `components/timeline.html`, from the history, newest first."""
    ended = {deed.name: deed for deed in reversed(deeds)}
    reached = _reached(assessment.status)
    return [
        {
            "name": name,
            "state": _state(place, reached, assessment.status),
            "who": ended[deed].by if place < reached and deed in ended else "",
            "when": ended[deed].at if place < reached and deed in ended else None,
            "due": due_on(assessment) if place == reached else None,
        }
        for place, (_status, name, deed) in enumerate(STAGES)
    ]


@register.filter
def level_met(card):
    """The highest level whose threshold the value meets, 0 when none, None without a value."""
    if card.result.value is None:
        return None
    return max(card.result.meets, default=0)


@register.filter
def line_number(line):
    """The number that a line of a warning is about, with its unit."""
    return _number_of(line, line.number)


@register.filter
def line_against(line):
    """The number that it is compared with, with its unit."""
    return _number_of(line, line.against)


@register.filter
def rounded(value):
    """A number that is only looked at, not typed: two decimal places are enough."""
    return round(value, 2)


@register.filter
def cited_page(page):
    """Where a viewer opens what was cited: `#page=4` of “4-6”, nothing when no page is named."""
    number = first_page(page)
    return f"#page={number}" if number else ""


@register.filter
def holds_aspect(part, code):
    """Whether the progress of a dimension has that of the aspect `code`."""
    return any(aspect.of.code == code for aspect in part.aspects)


@register.filter
def asked_in(indicator, progress):
    """The code of the aspect whose page asks for an indicator."""
    aspects = (aspect.of for part in progress for aspect in part.aspects)
    return next(
        aspect.code for aspect in aspects if any(one.code == indicator.code for one in aspect.indicators)
    )


@register.filter
def indicator_of(edition, code):
    """The indicator of an edition with this code; None when the edition has none."""
    return edition.by_code.get(code)


@register.filter
def dimension_of(result, progress):
    """The dimension, with its name, of a dimension's result."""
    return next(part.of for part in progress if part.of.code == result.code)


def _number_of(line, value):
    if line.item is None:
        return with_unit(value, line.indicator)
    return f"{number(value)} {text(line.item, 'unit')}".strip()


def _reached(status):
    if status == Status.PUBLISHED:
        return len(STAGES)
    if status == Status.GRANTED:
        return len(STAGES) - 1
    reached = [stage for stage, _name, _deed in STAGES]
    return reached.index(status) if status in reached else 0


def _state(place, reached, status):
    if place < reached:
        return "done"
    if place > reached:
        return "waiting"
    return "returned" if status == Status.RETURNED else "current"
