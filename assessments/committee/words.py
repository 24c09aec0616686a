"""Words of the outcomes of agenda items."""

from django.utils.translation import gettext, pgettext_lazy

from assessments.committee.domain import Outcome
from ecotown.common.thai.formats import long_date

OUTCOMES = {
    Outcome.WAITING.value: pgettext_lazy("outcome", "Waits for the resolution"),
    Outcome.GRANTED.value: pgettext_lazy("outcome", "Level granted"),
    Outcome.SENT_BACK.value: pgettext_lazy("outcome", "Sent back to the external audit"),
    Outcome.POSTPONED.value: pgettext_lazy("outcome", "Postponed"),
}


def resolution(granted: object, *, differs: bool, outcome: str, reason: str) -> str:
    """Return what the committee decided on one area, with its reason, for the minutes."""
    if granted is None:
        words = str(OUTCOMES[outcome])
    elif differs:
        words = gettext("Granted a level other than the computed one")
    else:
        return gettext("Granted the computed level")
    return f"{words}: {reason}" if reason or granted is not None else words


def meeting_of(resolution) -> str:
    """Return the number and date of the meeting that granted a level, or that none has decided yet."""
    if not resolution:
        return gettext("not decided yet")
    meeting = resolution.meeting
    return gettext("meeting %(number)s, %(date)s") % {
        "number": meeting.number,
        "date": long_date(meeting.date),
    }
