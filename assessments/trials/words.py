"""Words of trials: their title, and how an indicator stands at a level."""

from django.utils.translation import gettext_lazy as _

from assessments.trials.domain import ABSENT, LEFT_OUT, MET, MISSING, NOT_COUNTED, UNMET

# The title of the page, and of the link to it on the page of an edition.
TITLE = _("Try it on published values")

STATES = {
    MET: _("met"),
    UNMET: _("not met"),
    MISSING: _("no value"),
    NOT_COUNTED: _("does not count"),
    ABSENT: _("not in the edition"),
    LEFT_OUT: _("left out, without a value"),
}


def state_words(state):
    """Return the words for the state of an indicator at a level."""
    return STATES[state]


def lowered(report):
    """Return how many areas would get a lower level."""
    return len(report.changed) - report.raised
