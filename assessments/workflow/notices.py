"""Notices about assessments: who gets those that `events` declares."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from functools import cached_property

from areas.models import ProvinceOfficer
from assessments.workflow import queries
from assessments.workflow.domain import STAGES, Status, due_on
from assessments.workflow.events import ANSWERED_BY, NOTICES, Audience, Event, Notice, Occasion
from assessments.workflow.models import Assessment
from ecotown.accounts.models import Role, User
from ecotown.common.history import recording
from ecotown.common.history.models import Event as HistoryEvent
from ecotown.notices import registry
from ecotown.notices.actions import NoticeDraft, send
from ecotown.notices.models import Notice as StoredNotice
from ecotown.notices.registry import NoticeKind, Subject

# The facts of one event on several assessments.
EventData = Mapping[Assessment, Mapping[str, object]]
SUBJECT = "assessment"


class NoticeRecipients:
    """The recipients of notices about some assessments; each group is queried once for all of them."""

    def __init__(self, assessments: Collection[Assessment], facts: EventData | None = None) -> None:
        self.assessments = assessments
        self.facts = facts or {}

    @cached_property
    def _officers(self) -> Mapping[int, set[int]]:
        officers: defaultdict[int, set[int]] = defaultdict(set)
        provinces = {assessment.area.province_id for assessment in self.assessments}
        rows = ProvinceOfficer.objects.in_force().filter(
            province__in=provinces, officer__is_active=True, officer__role=Role.OFFICER
        )
        for province, officer in rows.values_list("province", "officer"):
            officers[province].add(officer)
        return officers

    @cached_property
    def _department(self) -> Mapping[str, set[int]]:
        people: defaultdict[str, set[int]] = defaultdict(set)
        rows = User.objects.filter(is_active=True, role__in=[Role.ASSESSOR, Role.ADMINISTRATOR])
        for pk, role in rows.values_list("pk", "role"):
            people[role].add(pk)
        return people

    @cached_property
    def _assigned(self) -> dict[tuple[int, str], int]:
        rows = Assessment.objects.filter(
            pk__in=[assessment.pk for assessment in self.assessments],
            assignments__ended_at__isnull=True,
            assignments__assessor__is_active=True,
        )
        columns = rows.values_list("pk", "assignments__stage", "assignments__assessor")
        return {(pk, stage): assessor for pk, stage, assessor in columns}

    def officers(self, assessment: Assessment) -> set[int]:
        return self._officers[assessment.area.province_id]

    def auditor(self, assessment: Assessment) -> set[int]:
        """Return the assessor who has the present audit in hand; nobody while it is not assigned."""
        return self._auditor_in(_audited_stage(assessment), assessment)

    def assigning_administrators(self, assessment: Assessment) -> set[int]:
        """Return all administrators while nobody has the present audit in hand."""
        return set() if self.auditor(assessment) else self._department[Role.ADMINISTRATOR]

    def auditing(self, stage: Status, assessment: Assessment) -> set[int]:
        """Return the assessor of the audit in `stage`; while it is not assigned, all administrators."""
        return self._auditor_in(stage, assessment) or self._department[Role.ADMINISTRATOR]

    def _auditor_in(self, stage: str, assessment: Assessment) -> set[int]:
        assessor = self._assigned.get((assessment.pk, stage))
        return set() if assessor is None else {assessor}

    def named_assessors(self, assessment: Assessment) -> set[int]:
        """Return the assessors whom the facts of the event name."""
        facts = self.facts.get(assessment, {})
        return self._department[Role.ASSESSOR] & {facts.get("assessor"), facts.get("instead_of")}

    def administrators(self, assessment: Assessment) -> set[int]:
        """Return the administrators who may record its resolution: all but the one who recommended it."""
        return self._department[Role.ADMINISTRATOR] - {assessment.recommended_by_id}

    def all_administrators(self, assessment: Assessment) -> set[int]:
        return self._department[Role.ADMINISTRATOR]

    def of(self, event: Event | Occasion, assessment: Assessment) -> set[int]:
        """Return those whom an event is told."""
        return self._people(NOTICES[event].to, assessment)

    def whose_turn(self, assessment: Assessment) -> set[int]:
        """Return the people who have to act in its present status."""
        return self._people(WHOSE_TURN[Status(assessment.status)], assessment)

    def _people(self, audiences: Audience, assessment: Assessment) -> set[int]:
        groups = [AUDIENCES[audience][0] for audience in audiences]
        return set().union(*(people_of(self, assessment) for people_of in groups))


def _audited_stage(assessment: Assessment) -> str:
    """Return the stage of the present audit; while the province has the assessment, of the next."""
    if assessment.status in STAGES:
        return assessment.status
    return Status.EXTERNAL_AUDIT if assessment.passed_by_id else Status.INTERNAL_AUDIT


# Whose turn it is in a status.
WHOSE_TURN: dict[Status, Audience] = {
    Status.DRAFT: Audience.OFFICERS,
    Status.RETURNED: Audience.OFFICERS,
    Status.INTERNAL_AUDIT: Audience.AUDITOR | Audience.ASSIGNING_ADMINISTRATORS,
    Status.EXTERNAL_AUDIT: Audience.AUDITOR | Audience.ASSIGNING_ADMINISTRATORS,
    Status.COMMITTEE: Audience.DECIDING_ADMINISTRATORS,
}


# Who belongs to an audience, and which roles these people have.
AUDIENCES: dict[Audience, tuple[Callable[[NoticeRecipients, Assessment], set[int]], Collection[Role]]] = {
    Audience.OFFICERS: (NoticeRecipients.officers, [Role.OFFICER]),
    Audience.AUDITOR: (NoticeRecipients.auditor, [Role.ASSESSOR]),
    Audience.ASSIGNING_ADMINISTRATORS: (NoticeRecipients.assigning_administrators, [Role.ADMINISTRATOR]),
    Audience.NAMED_ASSESSORS: (NoticeRecipients.named_assessors, [Role.ASSESSOR]),
    Audience.DECIDING_ADMINISTRATORS: (NoticeRecipients.administrators, [Role.ADMINISTRATOR]),
    Audience.ADMINISTRATORS: (NoticeRecipients.all_administrators, [Role.ADMINISTRATOR]),
    Audience.WHOSE_TURN: (NoticeRecipients.whose_turn, list(Role)),
}


def notify(event: Event | Occasion, assessment: Assessment, /, *, by: User | None, **data: object) -> None:
    """Notify the people concerned by an event, inside its transaction; ignore events without a notice."""
    notify_all(event, {assessment: data}, by=by)


def notify_all(event: Event | Occasion, event_data: EventData, /, *, by: User | None) -> None:
    """Notify of the same event on several assessments, with the data of each; constant queries."""
    if event in NOTICES:
        recipients = NoticeRecipients(event_data, event_data)
        drafts = [
            NoticeDraft(event.value, SUBJECT, assessment.pk, recipients.of(event, assessment), data)
            for assessment, data in event_data.items()
        ]
        send(drafts, by=by)


def notify_due(occasions: Mapping[Assessment, Occasion]) -> None:
    """Notify of assessments whose present stage is due soon or overdue, each person once per stage."""
    recipients = NoticeRecipients(occasions)
    send([_due(assessment, occasion, recipients) for assessment, occasion in occasions.items()], by=None)


def _due(assessment: Assessment, occasion: Occasion, recipients: NoticeRecipients) -> NoticeDraft:
    due = due_on(assessment)
    if due is None:
        raise ValueError(f"{assessment} has no due date")
    day = due.isoformat()
    unique_key = f"{occasion}:{SUBJECT}:{assessment.pk}:{assessment.status}:{day}"
    people = recipients.of(occasion, assessment)
    return NoticeDraft(occasion.value, SUBJECT, assessment.pk, people, {"due_on": day}, unique_key)


def answered(notices: Collection[StoredNotice]) -> set[int]:
    """Return the keys of those notices that ask for nothing any more; one query of the history."""
    asking = [notice for notice in notices if notice.kind in ANSWERED_BY]
    if not asking:
        return set()
    rows = recording.events_since(
        min(notice.created_at for notice in asking),
        subjects={f"{SUBJECT}:{notice.subject_id}" for notice in asking},
        names={name for notice in asking for name in ANSWERED_BY[notice.kind]},
    )
    events: defaultdict[str, list[HistoryEvent]] = defaultdict(list)
    for row in rows:
        events[row.chain.subject].append(row)
    return {
        notice.pk
        for notice in asking
        if any(_answers(row, notice) for row in events[f"{SUBJECT}:{notice.subject_id}"])
    }


def _answers(row: HistoryEvent, notice: StoredNotice) -> bool:
    is_same_thread = notice.data.get("thread") in (None, row.data.get("thread"))
    return row.name in ANSWERED_BY[notice.kind] and row.at > notice.created_at and is_same_thread


def declare() -> None:
    """Register the kinds of notices about assessments; called when the portal starts."""
    registry.declare_subject(
        SUBJECT,
        Subject(
            visible_to=Assessment.objects.visible_to, names_of=queries.assessment_names, answered=answered
        ),
    )
    registry.declare_kinds({event.value: _kind(notice) for event, notice in NOTICES.items()})


def _kind(notice: Notice) -> NoticeKind:
    roles = frozenset(role for audience in notice.to for role in AUDIENCES[audience][1])
    return NoticeKind(notice.label, notice.sentence, notice.address, roles)
