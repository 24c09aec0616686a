"""Words of events: their names, their kinds and the facts recorded with them."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

EVENTS = {
    "opened": _("Assessment opened"),
    "entries-saved": _("Values saved"),
    "carried-forward": _("Values of the year before carried forward"),
    "entry-confirmed": _("Value of the year before confirmed"),
    "warning-answered": _("Reason given for a warning"),
    "note-saved": _("Note saved"),
    "workbook-imported": _("Values brought in from an Excel workbook"),
    "submitted": _("Submitted by the province"),
    "withdrawn": _("Withdrawn by the province"),
    "evidence-added": _("Evidence added"),
    "evidence-examined": _("Evidence examined and kept"),
    "evidence-refused": _("Evidence not kept after its examination"),
    "evidence-cited": _("Evidence cited"),
    "citation-removed": _("Citation removed"),
    "evidence-removed": _("Evidence removed"),
    "passed": _("Internal audit passed"),
    "recommended": _("External audit done, recommended to the committee"),
    "targets-set": _("Targets set"),
    "target-changed": _("Target changed"),
    "target-removed": _("Target removed"),
    "returned": _("Returned to the province for correction"),
    "returned-replied": _("Reply to the return saved"),
    "assigned": _("Assessor assigned"),
    "reassigned": _("Assessor replaced"),
    "taken-on": _("Audit taken by an assessor"),
    "recused": _("Assessor taken off at their own request"),
    "audit-begun": _("Audit begun"),
    "verdict-given": _("Verdict given"),
    "verdicts-given": _("Verdicts given"),
    "thread-opened": _("Comment written"),
    "comment-written": _("Comment answered"),
    "thread-settled": _("Thread settled"),
    "thread-reopened": _("Thread opened again"),
    "resubmitted": _("Submitted again by the province"),
    "sent-back": _("Sent back to the external audit"),
    "put-on-agenda": _("Put on the agenda of the committee"),
    "taken-off-agenda": _("Taken off the agenda of the committee"),
    "postponed": _("Postponed by the committee"),
    "committee-answered": _("Answer to the committee written"),
    "resolved": _("Level granted by the committee"),
    "published": _("Published"),
    "correction-proposed": _("Correction of the published result proposed"),
    "correction-level-set": _("Level of the correction set"),
    "correction-approved": _("Correction of the published result approved"),
    "correction-refused": _("Correction of the published result refused"),
    "visit-recorded": _("Site visit recorded"),
    "visit-changed": _("Record of the site visit changed"),
    "finding-saved": _("Finding of the site visit saved"),
    "finding-removed": _("Finding of the site visit taken back"),
    "visit-photo-added": _("Photograph of the site visit added"),
    "visit-photo-cited": _("Photograph of the site visit cited"),
    "photo-citation-removed": _("Citation of a photograph removed"),
    "visit-photo-removed": _("Photograph of the site visit removed"),
    "certificate-issued": _("Certificate issued"),
    "certificate-retried": _("Certificate rendered again after an error"),
    "certificate-revoked": _("Certificate revoked"),
    "certificate-replaced": _("Certificate replaced by a new one"),
    "certificate-reprinted": _("Certificate printed again"),
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
    "number": _("Certificate number"),
    "due_on": _("Due"),
    "visited_on": _("Date of the visit"),
    "place": _("Places visited"),
    "tone": _("Result"),
    "text": _("Finding"),
}


def event_label(name: str) -> str:
    """Return the sentence for an event of the history."""
    return str(EVENTS[name]) if name in EVENTS else gettext("Other deed")


def event_kind(name: str) -> str:
    """Return the key in DEED_KINDS of an event of the history."""
    if name in VALUE_EVENTS:
        return "values"
    return "evidence" if name in EVIDENCE_EVENTS else "steps"
