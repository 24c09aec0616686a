"""The events of assessments, each with its meaning, and the notices that people get."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Flag, StrEnum, auto

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.workflow.domain import Status
from ecotown.common.history import events
from ecotown.common.history.events import EventName

DETAIL, EVIDENCE, AUDIT = "assessments:detail", "assessments:evidence", "assessments:audit"
VISITS = "assessments:visits"


class Kind(StrEnum):
    """The kinds of events in the filter of the history."""

    VALUES = "values"
    EVIDENCE = "evidence"
    STEPS = "steps"


class Audience(Flag):
    """The people around an assessment whose work an event changes; `NoticeRecipients` finds them.

    `AUDITOR` has the present audit in hand; while nobody has, it waits for the `ASSIGNING_ADMINISTRATORS`.
    `NAMED_ASSESSORS` got an audit by the event, or lost it.
    """

    OFFICERS = auto()
    AUDITOR = auto()
    ASSIGNING_ADMINISTRATORS = auto()
    NAMED_ASSESSORS = auto()
    DECIDING_ADMINISTRATORS = auto()
    ADMINISTRATORS = auto()
    WHOSE_TURN = auto()


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Whom an event is told, and in which words; `sentence` may name its facts, `address` takes the id.

    `label` names the kind of notice in the settings of a person.
    """

    label: str | Promise
    sentence: str | Promise
    to: Audience
    address: str = DETAIL


@dataclass(frozen=True)
class Meaning(events.Meaning):
    """What is derived from an event.

    `is_by_province`: only an officer of the province does it, who may not audit the assessment afterwards
    (docs/architecture.md, "The workflow", separation of duties). `ends` is the stage of the timeline that it
    ends. `is_milestone`: its revision can be compared with, for the values are not edited for a while after.
    """

    kind: Kind = Kind.STEPS
    is_by_province: bool = False
    ends: Status | None = None
    is_milestone: bool = False


@dataclass(frozen=True)
class Told(Meaning, Notice):
    """The meaning of an event of which people get a notice."""


class Event(EventName):
    """What is recorded of assessments; those told stand in the order in which the settings list notices."""

    meaning: Meaning

    # Cycles. The chains of cycles that were opened earlier begin with OPENED.
    CYCLE_OPENED = Meaning("cycle-opened", _("Cycle opened"))
    DATES_MOVED = Meaning("dates-moved", _("Dates of the cycle moved"))
    CYCLE_CLOSED = Meaning("cycle-closed", _("Cycle closed"))
    CYCLE_REOPENED = Meaning("cycle-reopened", _("Cycle opened again"))
    CYCLE_AREAS_ADDED = Meaning("cycle-areas-added", _("Areas added to the cycle"))

    # Entry.
    OPENED = Meaning("opened", _("Assessment opened"), Kind.VALUES)
    CARRIED_FORWARD = Meaning("carried-forward", _("Values of the year before carried forward"), Kind.VALUES)
    ENTRIES_SAVED = Meaning("entries-saved", _("Values saved"), Kind.VALUES, is_by_province=True)
    ENTRY_CONFIRMED = Meaning(
        "entry-confirmed", _("Value of the year before confirmed"), Kind.VALUES, is_by_province=True
    )
    # Recorded before the values of the inputs that follow.
    QUANTITIES_SAVED = Meaning(
        "quantities-saved", _("Basic data of the area saved"), Kind.VALUES, is_by_province=True
    )
    QUANTITIES_CONFIRMED = Meaning(
        "quantities-confirmed",
        _("Basic data of the year before confirmed"),
        Kind.VALUES,
        is_by_province=True,
    )
    # Recorded after the values that the workbook brought in.
    WORKBOOK_IMPORTED = Meaning(
        "workbook-imported", _("Values brought in from an Excel workbook"), Kind.VALUES, is_by_province=True
    )
    WARNING_ANSWERED = Meaning(
        "warning-answered", _("Reason given for a warning"), Kind.VALUES, is_by_province=True
    )
    NOTE_SAVED = Meaning("note-saved", _("Note saved"), Kind.VALUES, is_by_province=True)

    # Years before the portal, each area in a chain of its own.
    PAST_YEAR_LOADED = Meaning("past-year-loaded", _("Earlier year loaded from a workbook"), Kind.VALUES)
    PAST_YEAR_RELEASED = Meaning("past-year-released", _("Level of a loaded year shown to everyone"))
    PAST_YEAR_REMOVED = Meaning("past-year-removed", _("Loaded year removed"), Kind.VALUES)

    # Evidence. A worker examines.
    EVIDENCE_ADDED = Meaning("evidence-added", _("Evidence added"), Kind.EVIDENCE, is_by_province=True)
    EVIDENCE_EXAMINED = Meaning("evidence-examined", _("Evidence examined and kept"), Kind.EVIDENCE)
    EVIDENCE_REFUSED = Meaning(
        "evidence-refused", _("Evidence not kept after its examination"), Kind.EVIDENCE
    )
    EVIDENCE_CITED = Meaning("evidence-cited", _("Evidence cited"), Kind.EVIDENCE, is_by_province=True)
    CITATION_REMOVED = Meaning("citation-removed", _("Citation removed"), Kind.EVIDENCE, is_by_province=True)
    EVIDENCE_REMOVED = Meaning("evidence-removed", _("Evidence removed"), Kind.EVIDENCE, is_by_province=True)

    # The way of an assessment.
    SUBMITTED = Told(
        "submitted",
        _("Submitted by the province"),
        is_by_province=True,
        ends=Status.DRAFT,
        is_milestone=True,
        label=_("A province has submitted an assessment"),
        sentence=_("Submitted by the province, waits for the internal audit"),
        to=Audience.AUDITOR | Audience.ASSIGNING_ADMINISTRATORS,
    )
    WITHDRAWN = Told(
        "withdrawn",
        _("Withdrawn by the province"),
        is_by_province=True,
        label=_("A province has withdrawn its submission"),
        sentence=_("Withdrawn by the province to correct it"),
        to=Audience.AUDITOR | Audience.ASSIGNING_ADMINISTRATORS,
    )
    PASSED = Told(
        "passed",
        _("Internal audit passed"),
        ends=Status.INTERNAL_AUDIT,
        is_milestone=True,
        label=_("The internal audit has been passed"),
        sentence=_("Internal audit passed, the external audit is next"),
        to=Audience.OFFICERS | Audience.AUDITOR | Audience.ASSIGNING_ADMINISTRATORS,
    )
    RECOMMENDED = Told(
        "recommended",
        _("External audit done, recommended to the committee"),
        ends=Status.EXTERNAL_AUDIT,
        is_milestone=True,
        label=_("An assessment has been recommended to the committee"),
        sentence=_("External audit done, waits for the resolution of the committee"),
        to=Audience.DECIDING_ADMINISTRATORS,
    )
    RETURNED = Told(
        "returned",
        _("Returned to the province for correction"),
        label=_("An assessment has been returned for correction"),
        sentence=_("Returned to the province for correction"),
        to=Audience.OFFICERS,
    )
    RETURNED_REPLIED = Meaning("returned-replied", _("Reply to the return saved"), is_by_province=True)
    RESUBMITTED = Told(
        "resubmitted",
        _("Submitted again by the province"),
        is_by_province=True,
        is_milestone=True,
        label=_("A province has submitted an assessment again"),
        sentence=_("Submitted again by the province, what came back is to be judged"),
        to=Audience.AUDITOR | Audience.ASSIGNING_ADMINISTRATORS,
        address=AUDIT,
    )

    # Audits.
    ASSIGNED = Told(
        "assigned",
        _("Assessor assigned"),
        label=_("An audit has been assigned"),
        sentence=_("%(assessor_name)s has been assigned to an audit"),
        to=Audience.NAMED_ASSESSORS,
        address=AUDIT,
    )
    REASSIGNED = Told(
        "reassigned",
        _("Assessor replaced"),
        label=_("An audit has been given to another assessor"),
        sentence=_("%(assessor_name)s does an audit now instead of somebody else"),
        to=Audience.NAMED_ASSESSORS,
        address=AUDIT,
    )
    TAKEN_ON = Meaning("taken-on", _("Audit taken by an assessor"))
    RECUSED = Told(
        "recused",
        _("Assessor taken off at their own request"),
        label=_("An assessor has given an audit back"),
        sentence=_("An audit was given back and waits for another assessor"),
        to=Audience.ADMINISTRATORS,
        address=AUDIT,
    )
    RELEASED = Told(
        "released",
        _("Assessor taken off by an administrator"),
        label=_("An assessor has been taken off an audit"),
        sentence=_("The assessor was taken off, and the audit waits for another one"),
        to=Audience.ADMINISTRATORS,
        address=AUDIT,
    )
    AUDIT_BEGUN = Meaning("audit-begun", _("Audit begun"))
    VERDICT_GIVEN = Meaning("verdict-given", _("Verdict given"))
    VERDICTS_GIVEN = Meaning("verdicts-given", _("Values accepted in bulk"))
    THREAD_OPENED = Told(
        "thread-opened",
        _("Comment written"),
        label=_("Somebody has written a comment"),
        sentence=_("A comment was written on %(indicator)s"),
        to=Audience.OFFICERS | Audience.AUDITOR,
    )
    COMMENT_WRITTEN = Told(
        "comment-written",
        _("Comment answered"),
        label=_("Somebody has answered a comment"),
        sentence=_("A comment was answered on %(indicator)s"),
        to=Audience.OFFICERS | Audience.AUDITOR,
    )
    THREAD_SETTLED = Meaning("thread-settled", _("Thread settled"))
    THREAD_REOPENED = Meaning("thread-reopened", _("Thread opened again"))
    NOTE_WRITTEN = Meaning("note-written", _("Internal note written"))

    # Site visits.
    VISIT_RECORDED = Meaning("visit-recorded", _("Site visit recorded"))
    VISIT_CHANGED = Meaning("visit-changed", _("Record of the site visit changed"))
    FINDING_SAVED = Meaning("finding-saved", _("Finding of the site visit saved"))
    FINDING_REMOVED = Meaning("finding-removed", _("Finding of the site visit taken back"))
    VISIT_PHOTO_ADDED = Meaning("visit-photo-added", _("Photograph of the site visit added"))
    VISIT_PHOTO_CITED = Meaning("visit-photo-cited", _("Photograph of the site visit cited"))
    PHOTO_CITATION_REMOVED = Meaning("photo-citation-removed", _("Citation of a photograph removed"))
    VISIT_PHOTO_REMOVED = Meaning("visit-photo-removed", _("Photograph of the site visit removed"))

    # The committee and its meetings.
    CALLED = Meaning("called", _("Meeting called"))
    CHANGED = Meaning("changed", _("Meeting changed"))
    AGENDA_ORDERED = Meaning("agenda-ordered", _("Agenda put in order"))
    ROSTER_SAVED = Meaning("roster-saved", _("Roster of the meeting saved"))
    RECORD_SAVED = Meaning("record-saved", _("Texts of the minutes saved"))
    MINUTES_ASKED = Meaning("minutes-asked", _("Minutes asked for"))
    MINUTES_RETRIED = Meaning("minutes-retried", _("Minutes tried again"))
    CLOSED = Meaning("closed", _("Meeting closed"))
    PUT_ON_AGENDA = Meaning("put-on-agenda", _("Put on the agenda of the committee"))
    TAKEN_OFF_AGENDA = Meaning("taken-off-agenda", _("Taken off the agenda of the committee"))
    POSTPONED = Meaning("postponed", _("Postponed by the committee"))
    SENT_BACK = Told(
        "sent-back",
        _("Sent back to the external audit"),
        label=_("The committee has sent an assessment back"),
        sentence=_("Sent back by the committee to the external audit"),
        to=Audience.AUDITOR | Audience.ASSIGNING_ADMINISTRATORS,
        address=AUDIT,
    )
    COMMITTEE_ANSWERED = Meaning("committee-answered", _("Answer to the committee written"))
    RESOLVED = Told(
        "resolved",
        _("Level granted by the committee"),
        ends=Status.COMMITTEE,
        label=_("The committee has granted a level"),
        sentence=_("The committee granted level %(granted_level)s"),
        to=Audience.OFFICERS,
    )
    RESOLUTION_WITHDRAWN = Told(
        "resolution-withdrawn",
        _("Resolution withdrawn, because it was recorded wrongly"),
        label=_("A resolution recorded wrongly has been withdrawn"),
        sentence=_("The resolution on level %(granted_level)s was recorded wrongly and has been withdrawn"),
        to=Audience.OFFICERS | Audience.DECIDING_ADMINISTRATORS,
    )
    PUBLISHED = Told(
        "published",
        _("Published"),
        ends=Status.PUBLISHED,
        label=_("A result has been published"),
        sentence=_("The result was published: level %(granted_level)s"),
        to=Audience.OFFICERS,
    )

    # The cycle is closed before the end, or was closed by mistake.
    ENDED = Told(
        "ended",
        _("Ended without a result, because the cycle was closed"),
        label=_("An assessment has ended without a result"),
        sentence=_("The cycle was closed before the assessment was finished; it has no result"),
        to=Audience.OFFICERS,
    )
    RESUMED = Told(
        "resumed",
        _("Resumed, because the cycle was opened again"),
        label=_("An assessment that had ended goes on"),
        sentence=_("The cycle was opened again, and the assessment goes on where it had ended"),
        to=Audience.OFFICERS,
    )

    # Questions and corrections after the publication.
    QUESTION_ASKED = Meaning("question-asked", _("Question asked by a visitor"))
    QUESTION_TAKEN = Meaning("question-taken", _("Question of a visitor taken"))
    QUESTION_ANSWERED = Meaning("question-answered", _("Question of a visitor answered"))
    CONSENT_WITHDRAWN = Meaning("consent-withdrawn", _("Consent to show the question taken back"))
    CORRECTION_PROPOSED = Meaning("correction-proposed", _("Correction of the published result proposed"))
    CORRECTION_LEVEL_SET = Meaning("correction-level-set", _("Level of the correction set"))
    CORRECTION_APPROVED = Told(
        "correction-approved",
        _("Correction of the published result approved"),
        label=_("A published result has been corrected"),
        sentence=_(
            "The published result was corrected (erratum %(correction)s): granted level %(granted_level)s, "
            "computed level %(computed_level)s"
        ),
        to=Audience.OFFICERS,
    )
    CORRECTION_REFUSED = Meaning("correction-refused", _("Correction of the published result refused"))

    # Plans and reports.
    TARGETS_SET = Meaning("targets-set", _("Targets set"), is_by_province=True)
    TARGET_CHANGED = Meaning("target-changed", _("Target changed"), is_by_province=True)
    TARGETS_CHANGED = Meaning("targets-changed", _("Several targets changed"), is_by_province=True)
    TARGET_REMOVED = Meaning("target-removed", _("Target removed"), is_by_province=True)
    PAPER_ASKED = Meaning("paper-asked", _("Report asked for"))
    PAPER_RETRIED = Meaning("paper-retried", _("Report tried again"))

    # What a worker could not do, asked for again; each stands in a chain of its own.
    LEVEL_RETRIED = Meaning("level-retried", _("Level asked for again after an error"))
    PREVIEW_RETRIED = Meaning("preview-retried", _("Preview asked for again after an error"), Kind.EVIDENCE)


class Occasion(StrEnum):
    """What people are told of although nobody did it: a worker found it, or a date has come.

    A file that is refused is one event, told otherwise of a photograph than of evidence.
    """

    EVIDENCE_INFECTED = "evidence-infected"
    EVIDENCE_REFUSED = "evidence-refused"
    PHOTO_REFUSED = "photo-refused"
    DUE_SOON = "due-soon"
    OVERDUE = "overdue"


NOTICES: Mapping[Event | Occasion, Notice] = {
    **{event: event.meaning for event in Event if isinstance(event.meaning, Told)},
    Occasion.EVIDENCE_INFECTED: Notice(
        label=_("The virus scan has refused a file of evidence"),
        sentence=_("A virus was found in the file “%(name)s”; please replace it"),
        to=Audience.OFFICERS,
        address=EVIDENCE,
    ),
    Occasion.EVIDENCE_REFUSED: Notice(
        label=_("A file of evidence was not kept"),
        sentence=_("The file “%(name)s” was not kept; the evidence says why, please send another"),
        to=Audience.OFFICERS,
        address=EVIDENCE,
    ),
    Occasion.PHOTO_REFUSED: Notice(
        label=_("A photograph of a site visit was not kept"),
        sentence=_("The photograph “%(name)s” was not kept; the page of the visit says why"),
        to=Audience.AUDITOR,
        address=VISITS,
    ),
    Occasion.DUE_SOON: Notice(
        label=_("The date of a stage is near"),
        sentence=_("The present stage ends on %(due_on)s"),
        to=Audience.WHOSE_TURN,
    ),
    Occasion.OVERDUE: Notice(
        label=_("The date of a stage has passed"),
        sentence=_("The present stage ended on %(due_on)s and is overdue"),
        to=Audience.WHOSE_TURN,
    ),
}
BY_PROVINCE = [event for event in Event if event.meaning.is_by_province]
MILESTONES = [event for event in Event if event.meaning.is_milestone]
STAGE_ENDS = {event.meaning.ends: event for event in Event if event.meaning.ends}

_MOVES = [event for event in Event if event.meaning.ends] + [
    *(Event.WITHDRAWN, Event.RETURNED, Event.RESUBMITTED, Event.SENT_BACK, Event.RESOLUTION_WITHDRAWN),
    Event.ENDED,
]
# A notice asks for nothing any more once one of these has happened, of a thread in that thread.
ANSWERED_BY: Mapping[str, Collection[Event]] = {
    Event.SUBMITTED.value: [*_MOVES, Event.ASSIGNED, Event.TAKEN_ON, Event.AUDIT_BEGUN],
    Event.WITHDRAWN.value: _MOVES,
    Event.PASSED.value: _MOVES,
    Event.RECOMMENDED.value: _MOVES,
    Event.RETURNED.value: _MOVES,
    Event.RESUBMITTED.value: _MOVES,
    Event.SENT_BACK.value: _MOVES,
    Event.RESOLUTION_WITHDRAWN.value: _MOVES,
    Event.ASSIGNED.value: [
        *(Event.PASSED, Event.RETURNED, Event.RECOMMENDED),
        *(Event.REASSIGNED, Event.RECUSED, Event.RELEASED),
    ],
    Event.ENDED.value: [Event.RESUMED],
    Event.RESUMED.value: _MOVES,
    Event.RECUSED.value: [Event.ASSIGNED, Event.REASSIGNED, Event.TAKEN_ON],
    Event.RELEASED.value: [Event.ASSIGNED, Event.REASSIGNED, Event.TAKEN_ON],
    Event.THREAD_OPENED.value: [Event.COMMENT_WRITTEN, Event.THREAD_SETTLED],
    Event.COMMENT_WRITTEN.value: [Event.COMMENT_WRITTEN, Event.THREAD_SETTLED],
    Occasion.DUE_SOON.value: _MOVES,
    Occasion.OVERDUE.value: _MOVES,
}
