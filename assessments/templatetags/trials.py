"""Filters for the trial of an edition."""

from django import template
from django.utils.translation import gettext_lazy as _

from assessments.domain.trials import ABSENT, MET, MISSING, NOT_COUNTED, UNMET

register = template.Library()
STATES = {
    MET: _("met"),
    UNMET: _("not met"),
    MISSING: _("no value"),
    NOT_COUNTED: _("does not count"),
    ABSENT: _("not in the edition"),
}


@register.filter
def state_words(state):
    """Return the words for the state of an indicator at a level."""
    return STATES[state]


@register.filter
def lowered(report):
    """Return how many areas would get a lower level."""
    return len(report.changed) - report.raised
