"""Words of agenda items and resolutions, and of what the committee's work refuses."""

from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from assessments.committee.domain import Attendance, Outcome, Person, Seat
from ecotown.common.thai.formats import long_date
from ecotown.common.thai.papers import paper_digits

OUTCOMES = {
    Outcome.WAITING.value: pgettext_lazy("outcome", "Waits for the resolution"),
    Outcome.GRANTED.value: pgettext_lazy("outcome", "Level granted"),
    Outcome.SENT_BACK.value: pgettext_lazy("outcome", "Sent back to the external audit"),
    Outcome.POSTPONED.value: pgettext_lazy("outcome", "Postponed"),
}

ATTENDANCES = {
    Attendance.PRESENT.value: pgettext_lazy("roster", "Present"),
    Attendance.ABSENT.value: pgettext_lazy("roster", "Absent"),
    Attendance.IN_ATTENDANCE.value: pgettext_lazy("roster", "In attendance"),
}
SEATS = {
    Seat.NONE.value: "–",
    Seat.CHAIR.value: pgettext_lazy("roster", "Chair"),
    Seat.DEPUTY.value: pgettext_lazy("roster", "Deputy chair"),
    Seat.MEMBER.value: pgettext_lazy("roster", "Member"),
    Seat.SECRETARY.value: pgettext_lazy("roster", "Member and secretary"),
    Seat.ASSISTANT.value: pgettext_lazy("roster", "Assistant secretary"),
}
# The agenda of every meeting. The areas stand in the fourth item, between introduction and conclusion.
AGENDA_TITLES = (
    _("Matters announced by the chair"),
    _("Adoption of the minutes of the previous meeting"),
    _("Matters arising"),
    _("Matters for consideration"),
    _("Other matters"),
)
ROSTER_TITLES = {
    Attendance.PRESENT: _("Those present"),
    Attendance.ABSENT: _("Those absent"),
    Attendance.IN_ATTENDANCE: _("Those in attendance"),
}
TABLE_TITLES = (
    _("No."),
    _("Area"),
    _("Year"),
    _("Computed level"),
    _("Granted level"),
    _("Resolution and reason"),
)
TEXT_LABELS = {
    "announcements": AGENDA_TITLES[0],
    "previous_minutes": AGENDA_TITLES[1],
    "matters_arising": AGENDA_TITLES[2],
    "introduction": _("Matters for consideration: before the areas"),
    "conclusion": _("Matters for consideration: after the areas"),
    "other_matters": AGENDA_TITLES[4],
}

# Why an action is refused, by the code of the WorkflowError.
REFUSALS = {
    "own-recommendation": _("You recommended this level, so someone else records the resolution."),
    "level-pending": _("The level is still being computed. Please try again in a moment."),
    "reason-missing": _("A granted level that differs from the computed one needs a reason."),
    "meeting-date": _("The meeting lies between the opening of the cycle and today."),
    "meeting-closed": _("The minutes of this meeting are closed."),
    "meeting-resolved": _("Something was resolved at this meeting, so its number and date stay."),
    "meeting-number-taken": _("There is a meeting with this number already."),
    "meeting-to-come": _("The meeting has not taken place yet."),
    "minutes-incomplete": _("Please put the chair and the others who were present on the roster first."),
    "times-missing": _("Please enter when the meeting began and ended first."),
    "times-in-disorder": _("A meeting ends after it has begun."),
    "record-changed-meanwhile": _(
        "Somebody else has changed this meanwhile. What you typed is still here: compare it before saving it."
    ),
    "two-chairs": _("Only one person who is present takes the chair."),
    "not-recommended": _("Only what was recommended to the committee is put on an agenda."),
    "on-agenda": _("This assessment is on the agenda of a meeting already."),
    "not-on-agenda": _("Put the assessment on the agenda of a meeting first."),
    "nothing-on-agenda": _("Nothing on the agenda waits for a resolution."),
    "send-back-reason-missing": _("Please give the reason, so that the assessor knows what to look at."),
    "withdrawal-reason-missing": _("Please give the reason why the resolution is withdrawn."),
    "not-reconsidered": _(
        "The committee sent the assessment back. Look at it again or answer the committee first."
    ),
    "not-failed": _("The minutes are not in error."),
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


def difference(levels: int) -> str:
    """Return by how many levels the granted level is above the computed one, or below when negative."""
    if not levels:
        return gettext("The granted level is the computed one.")
    if levels > 0:
        words = ngettext(
            "%(count)s level above the computed one", "%(count)s levels above the computed one", levels
        )
    else:
        words = ngettext(
            "%(count)s level below the computed one", "%(count)s levels below the computed one", -levels
        )
    return words % {"count": abs(levels)}


def seat_words(person: Person) -> str:
    """Return what a person is in the committee, in words; empty for others."""
    return str(SEATS[person.seat]) if person.seat else ""


def meeting_of(resolution) -> str:
    """Return the number and date of the meeting that granted a level, or that none has decided yet."""
    if not resolution:
        return gettext("not decided yet")
    meeting = resolution.meeting
    return gettext("meeting %(number)s, %(date)s") % {
        "number": paper_digits(meeting.number),
        "date": long_date(meeting.date),
    }
