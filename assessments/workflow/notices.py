"""Notices about assessments: who gets those that `events` declares."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from functools import cached_property

from areas.models import ProvinceOfficer
from assessments.workflow import queries
from assessments.workflow.domain import Status, due_on
from assessments.workflow.events import NOTICES, Audience, Event, Notice, Occasion
from assessments.workflow.models import Assessment
from ecotown.accounts.models import Role, User
from ecotown.notices import registry
from ecotown.notices.actions import NoticeDraft, send
from ecotown.notices.registry import NoticeKind, Subject

# The facts of one event on several assessments.
EventData = Mapping[Assessment, Mapping[str, object]]
SUBJECT = "assessment"
INTERNAL_AUDIT = Status.INTERNAL_AUDIT.value


class NoticeRecipients:
    """The recipients of notices about some assessments; each group is queried once for all of them."""

    def __init__(self, assessments: Collection[Assessment]) -> None:
        self.assessments = assessments

    @cached_property
    def _officers(self) -> Mapping[int, set[int]]:
        officers: defaultdict[int, set[int]] = defaultdict(set)
        provinces = {assessment.area.province_id for assessment in self.assessments}
        rows = ProvinceOfficer.objects.filter(
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
            assignments__assessor__isnull=False,
        )
        columns = rows.values_list("pk", "assignments__stage", "assignments__assessor")
        return {(pk, stage): assessor for pk, stage, assessor in columns}

    @cached_property
    def _entered_by(self) -> dict[int, set[int]]:
        return queries.entering_users(self.assessments)

    def officers(self, assessment: Assessment) -> set[int]:
        return self._officers[assessment.area.province_id]

    def auditors(self, assessment: Assessment) -> set[int]:
        """Return the assessor of the present audit (internal for a draft), else all who may take it.

        Who entered a value or did the other audit may not take it.
        """
        stage = INTERNAL_AUDIT if assessment.status == Status.DRAFT else assessment.status
        if assigned := self._assigned.get((assessment.pk, stage)):
            return {assigned}
        done = {assessment.passed_by_id, assessment.recommended_by_id}
        return self._department[Role.ASSESSOR] - self._entered_by[assessment.pk] - done

    def administrators(self, assessment: Assessment) -> set[int]:
        """Return the administrators who may record its resolution: all but the one who recommended it."""
        return self._department[Role.ADMINISTRATOR] - {assessment.recommended_by_id}

    def all_administrators(self, assessment: Assessment) -> set[int]:
        return self._department[Role.ADMINISTRATOR]

    def everyone_assigned(self, assessment: Assessment) -> set[int]:
        """Return the assessors of both audits."""
        return {assessor for (pk, _stage), assessor in self._assigned.items() if pk == assessment.pk}

    def of(self, event: Event | Occasion, assessment: Assessment) -> set[int]:
        """Return those whom an event is told."""
        groups = [AUDIENCES[audience][0] for audience in NOTICES[event].to]
        return set().union(*(people_of(self, assessment) for people_of in groups))

    def whose_turn(self, assessment: Assessment) -> set[int]:
        """Return the people who have to act in its present status."""
        return WHOSE_TURN[Status(assessment.status)](self, assessment)


WHOSE_TURN = {
    Status.DRAFT: NoticeRecipients.officers,
    Status.RETURNED: NoticeRecipients.officers,
    Status.INTERNAL_AUDIT: NoticeRecipients.auditors,
    Status.EXTERNAL_AUDIT: NoticeRecipients.auditors,
    Status.COMMITTEE: NoticeRecipients.administrators,
}


# Who belongs to an audience, and which roles these people have.
AUDIENCES: dict[Audience, tuple[Callable[[NoticeRecipients, Assessment], set[int]], Collection[Role]]] = {
    Audience.OFFICERS: (NoticeRecipients.officers, [Role.OFFICER]),
    Audience.AUDITORS: (NoticeRecipients.auditors, [Role.ASSESSOR]),
    Audience.BOTH_ASSESSORS: (NoticeRecipients.everyone_assigned, [Role.ASSESSOR]),
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
        recipients = NoticeRecipients(event_data)
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


def declare() -> None:
    """Register the kinds of notices about assessments; called when the portal starts."""
    registry.declare_subject(
        SUBJECT, Subject(visible_to=Assessment.objects.visible_to, names_of=queries.assessment_names)
    )
    registry.declare_kinds({event.value: _kind(notice) for event, notice in NOTICES.items()})


def _kind(notice: Notice) -> NoticeKind:
    roles = frozenset(role for audience in notice.to for role in AUDIENCES[audience][1])
    return NoticeKind(notice.label, notice.sentence, notice.address, roles)
