"""Words of events: names, kinds and the facts recorded with them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.audit import words as audit_words
from assessments.committee import words as committee_words
from assessments.corrections import words as corrections_words
from assessments.entry import words as entry_words
from assessments.evidence import words as evidence_words
from assessments.plans import words as plans_words
from assessments.submission import words as submission_words
from assessments.visits import words as visits_words
from assessments.warnings import words as warnings_words

# Rooms above the assessments add theirs with `declare_events`.
EVENTS = {
    **entry_words.EVENTS,
    **evidence_words.EVENTS,
    **audit_words.EVENTS,
    **visits_words.EVENTS,
    **committee_words.EVENTS,
    **corrections_words.EVENTS,
    **warnings_words.EVENTS,
    **submission_words.EVENTS,
    **plans_words.EVENTS,
}

# The kinds of events in the filter of the history; every other event is a step of the workflow.
VALUE_EVENTS = (
    *("opened", "carried-forward", "entries-saved", "entry-confirmed", "workbook-imported"),
    *("warning-answered", "note-saved"),
)
EVIDENCE_EVENTS = (
    *("evidence-added", "evidence-examined", "evidence-refused"),
    *("evidence-cited", "citation-removed", "evidence-removed"),
)
EVENT_KINDS = {"values": _("Values"), "evidence": _("Evidence"), "steps": _("Steps and decisions")}

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
    "meeting_number": _("Meeting"),
    "meeting_date": _("Date of the meeting"),
    "computed_level": _("Computed level"),
    "correction": _("Correction"),
    "old_level": _("Granted level before"),
    "granted_level": _("Granted level"),
    "reply": _("Answer of the assessor"),
    "due_on": _("Due"),
    "visited_on": _("Date of the visit"),
    "place": _("Places visited"),
    "tone": _("Result"),
    "text": _("Finding"),
}


def declare_events(events: Mapping[str, Promise], facts: Mapping[str, Promise]) -> None:
    """Add the events of an upper room by name, and their further facts by the key of event data."""
    EVENTS.update(events)
    EVENT_FACTS.update(facts)


def event_label(name: str) -> str:
    """Return the sentence for an event of the history."""
    return str(EVENTS[name]) if name in EVENTS else gettext("Other deed")


def event_kind(name: str) -> str:
    """Return the key in EVENT_KINDS of an event of the history."""
    if name in VALUE_EVENTS:
        return "values"
    return "evidence" if name in EVIDENCE_EVENTS else "steps"
