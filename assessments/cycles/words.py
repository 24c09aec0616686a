"""Words of cycles: their dates, what is refused, and the notices about them."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from assessments.workflow.events import Event
from ecotown.common.history.events import label

# The entry of the pages of cycles in the menu of administrators.
TITLE = _("Cycles")
SENTENCE = _("Open a fiscal year with its edition, dates and areas, move dates, close it at its end.")

DATE_LABELS = {
    "opens_on": _("Entry opens on"),
    "submit_by": _("Provinces submit by"),
    "internal_audit_by": _("Internal audit done by"),
    "external_audit_by": _("External audit done by"),
    "committee_by": _("Committee decides by"),
}

# The steps of a year in their order; rooms above add theirs after the publication.
YEAR_STEPS = {
    "edition": _("The criteria edition is published"),
    "open": _("The cycle is opened"),
    "submit": _("The provinces submit"),
    "internal-audit": _("Internal audits"),
    "external-audit": _("External audits"),
    "resolve": _("The committee decides"),
    "publish": _("The results are published"),
    "close": _("The cycle is closed"),
}

# Areas that an event names one by one; more are counted.
MOST_NAMED = 10

REFUSALS = {
    "cycle-exists": _("A cycle of this fiscal year has been opened already."),
    "dates-beyond-year": _("A date is too far from the fiscal year. Please check its year."),
    "dates-out-of-order": _("The dates must follow each other in the order of the stages."),
    "dates-unchanged": _("No date differs from the one that is stored."),
    "cycle-closed": _("The cycle is closed."),
    "granted-unpublished": _(
        "The committee has granted levels that are not published yet. "
        "Publish them first, then close the cycle."
    ),
    "still-on-agenda": _(
        "Areas of this cycle stand on the agenda of a meeting that is not closed. "
        "Record their resolutions or take them off the agenda, then close the cycle."
    ),
    "closing-needs-reason": _("Please say why areas end without a result."),
    "cycle-not-closed": _("The cycle is not closed."),
    "reopening-needs-reason": _("Please say why the cycle is opened again."),
    "area-ended": _("One of the chosen areas is no target area any more."),
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
    if "published" in data:
        facts.append((gettext("Results published"), str(data["published"])))
    if keys := data.get("unfinished"):
        facts.append((gettext("Ended without a result"), _areas(keys, area_names)))
    if keys := data.get("areas"):
        facts.append((gettext("Areas"), _areas(keys, area_names)))
    return facts


def _areas(keys: Collection[str], area_names: Mapping[str, str]) -> str:
    if len(keys) <= MOST_NAMED and area_names.keys() >= set(keys):
        return ", ".join(area_names[key] for key in keys)
    return ngettext("%(count)s area", "%(count)s areas", len(keys)) % {"count": len(keys)}


def areas_taking_part(count: int) -> str:
    """Return how many areas take part in a cycle."""
    return ngettext("%(count)s area takes part", "%(count)s areas take part", count) % {"count": count}


def areas_done(done: int, total: int, ended: int = 0) -> str:
    """Return how many areas have taken a step of the year, and how many ended without a result."""
    sentence = gettext("%(done)s of %(total)s areas") % {"done": done, "total": total}
    if not ended:
        return sentence
    rest = ngettext("%(ended)s ended without a result", "%(ended)s ended without a result", ended)
    return f"{sentence} · {rest % {'ended': ended}}"
