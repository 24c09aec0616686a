"""Words of stored events: labels, kinds and the facts recorded with them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.workflow.events import Event, Kind
from ecotown.common.history.events import EventName, label

# The events of an assessment by stored name; rooms above add theirs with `declare_events`.
EVENTS: dict[str, EventName] = {event.value: event for event in Event}

EVENT_KINDS = {
    Kind.VALUES.value: _("Values"),
    Kind.EVIDENCE.value: _("Evidence"),
    Kind.STEPS.value: _("Steps and decisions"),
}

# The keys of event data that hold indicator codes, besides changed values and verdicts.
EVENT_CODE_KEYS = ("returned", "replies", "answers")

# The further facts of event data, in the order in which they are shown.
EVENT_FACTS = {
    "name": _("File"),
    "refusal": _("Reason"),
    "expected": _("Expected evidence"),
    "page": _("Page"),
    "note": _("Note"),
    "stage": _("Stage"),
    "round": _("Round"),
    "assessor_name": _("Assessor"),
    "year": _("Fiscal year"),
    "responsible": _("Responsible"),
    "budget": _("Budget (baht)"),
    "meeting_number": _("Meeting"),
    "meeting_date": _("Date of the meeting"),
    "old_computed_level": _("Computed level before"),
    "computed_level": _("Computed level"),
    "correction": _("Correction"),
    "old_level": _("Granted level before"),
    "granted_level": _("Granted level"),
    "level_reason": _("Reason for the level"),
    "reply": _("Answer of the assessor"),
    "due_on": _("Due"),
    "visited_on": _("Date of the visit"),
    "place": _("Places visited"),
    "tone": _("Result"),
    "text": _("Finding"),
}


def declare_events(events: type[EventName], facts: Mapping[str, Promise]) -> None:
    """Add the events of an upper room, and their further facts by the key of event data."""
    EVENTS.update((event.value, event) for event in events)
    EVENT_FACTS.update(facts)


def event_label(name: str) -> str:
    """Return the words for a stored event of the history."""
    return label(EVENTS.get(name))


def event_kind(name: str) -> str:
    """Return the key in EVENT_KINDS of a stored event of the history."""
    event = EVENTS.get(name)
    return event.meaning.kind.value if isinstance(event, Event) else Kind.STEPS.value
