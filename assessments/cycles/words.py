"""Words of cycles: their dates, what is refused, and the notices about them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from assessments.workflow.events import Event
from ecotown.common.history.events import label

DATE_LABELS = {
    "opens_on": _("Entry opens on"),
    "submit_by": _("Provinces submit by"),
    "internal_audit_by": _("Internal audit done by"),
    "external_audit_by": _("External audit done by"),
    "committee_by": _("Committee decides by"),
}

# Areas that an event names one by one; more are counted.
MOST_NAMED = 10

REFUSALS = {
    "cycle-exists": _("A cycle of this fiscal year has been opened already."),
    "dates-beyond-year": _("A date is too far from the fiscal year. Please check its year."),
    "dates-out-of-order": _("The dates must follow each other in the order of the stages."),
    "dates-unchanged": _("No date differs from the one that is stored."),
    "areas-take-part": _("The chosen areas take part in this cycle already."),
}

OPENED_LABEL = _("A cycle has been opened for an area of yours")
OPENED_SENTENCE = _("The cycle is open for an area of yours; submit by %(submit_by_on)s")

# The label and the sentence of the notice that a date was moved.
MOVED = {
    "opens_on": (
        _("The day on which entry opens has been moved"),
        _("Entry opens on %(new_on)s instead of %(old_on)s"),
    ),
    "submit_by": (
        _("The day by which provinces submit has been moved"),
        _("The assessment is to be submitted by %(new_on)s instead of %(old_on)s"),
    ),
    "internal_audit_by": (
        _("The day by which internal audits are done has been moved"),
        _("The internal audit is to be done by %(new_on)s instead of %(old_on)s"),
    ),
    "external_audit_by": (
        _("The day by which external audits are done has been moved"),
        _("The external audit is to be done by %(new_on)s instead of %(old_on)s"),
    ),
    "committee_by": (
        _("The day by which the committee decides has been moved"),
        _("The committee is to decide by %(new_on)s instead of %(old_on)s"),
    ),
}


def event_label(name: str) -> str:
    """Return the words for a stored event of a cycle; earlier ones were opened under another name."""
    if name == Event.OPENED:
        return label(Event.CYCLE_OPENED)
    return label(Event.stored_as(name))


def facts_of(data: Mapping[str, Any], area_names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the facts of a stored event in words; areas are counted unless `area_names` has all by key."""
    facts = []
    if "edition" in data:
        facts.append((gettext("Criteria edition"), str(data["edition"])))
    if keys := data.get("areas"):
        count = ngettext("%(count)s area", "%(count)s areas", len(keys)) % {"count": len(keys)}
        is_named = len(keys) <= MOST_NAMED and area_names.keys() >= set(keys)
        facts.append((gettext("Areas"), ", ".join(area_names[key] for key in keys) if is_named else count))
    return facts
