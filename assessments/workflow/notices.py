"""Notices about assessments: the words and the recipients of each kind."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.models import ProvinceOfficer
from assessments.workflow import queries
from assessments.workflow.domain import Status, due_on
from assessments.workflow.models import Assessment
from ecotown.accounts.models import Role, User
from ecotown.notices import registry
from ecotown.notices.actions import NoticeDraft, send
from ecotown.notices.registry import NoticeKind, Subject

SUBJECT = "assessment"
DETAIL, EVIDENCE, AUDIT = "assessments:detail", "assessments:evidence", "assessments:audit"
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

    def officers_and_assigned(self, assessment: Assessment) -> set[int]:
        return self.officers(assessment) | self.everyone_assigned(assessment)

    def officers_and_auditors(self, assessment: Assessment) -> set[int]:
        return self.officers(assessment) | self.auditors(assessment)

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


RecipientsOf = Callable[[NoticeRecipients, Assessment], set[int]]


@dataclass(frozen=True, slots=True)
class EventNotice:
    """The notice of an event: its kind and the function that returns its recipients."""

    kind: NoticeKind
    to: RecipientsOf


def _notice(
    label: Promise, sentence: Promise, to: RecipientsOf, roles: Iterable[Role], address: str = DETAIL
) -> EventNotice:
    return EventNotice(NoticeKind(label, sentence, address, frozenset(roles)), to)


OFFICER, ASSESSOR, ADMINISTRATOR = Role.OFFICER, Role.ASSESSOR, Role.ADMINISTRATOR
# The events that are notified, in the order of the work.
EVENT_NOTICES = {
    "submitted": _notice(
        _("A province has submitted an assessment"),
        _("Submitted by the province, waits for the internal audit"),
        NoticeRecipients.auditors,
        [ASSESSOR],
    ),
    "withdrawn": _notice(
        _("A province has withdrawn its submission"),
        _("Withdrawn by the province to correct it"),
        NoticeRecipients.auditors,
        [ASSESSOR],
    ),
    "passed": _notice(
        _("The internal audit has been passed"),
        _("Internal audit passed, the external audit is next"),
        NoticeRecipients.officers_and_auditors,
        [OFFICER, ASSESSOR],
    ),
    "recommended": _notice(
        _("An assessment has been recommended to the committee"),
        _("External audit done, waits for the resolution of the committee"),
        NoticeRecipients.administrators,
        [ADMINISTRATOR],
    ),
    "returned": _notice(
        _("An assessment has been returned for correction"),
        _("Returned to the province for correction"),
        NoticeRecipients.officers,
        [OFFICER],
    ),
    "resubmitted": _notice(
        _("A province has submitted an assessment again"),
        _("Submitted again by the province, what came back is to be judged"),
        NoticeRecipients.auditors,
        [ASSESSOR],
        AUDIT,
    ),
    "assigned": _notice(
        _("An audit has been assigned"),
        _("%(assessor_name)s has been assigned to an audit"),
        NoticeRecipients.everyone_assigned,
        [ASSESSOR],
        AUDIT,
    ),
    "reassigned": _notice(
        _("An audit has been given to another assessor"),
        _("%(assessor_name)s does an audit now instead of somebody else"),
        NoticeRecipients.everyone_assigned,
        [ASSESSOR],
        AUDIT,
    ),
    "recused": _notice(
        _("An assessor has given an audit back"),
        _("An audit was given back and waits for another assessor"),
        NoticeRecipients.all_administrators,
        [ADMINISTRATOR],
        AUDIT,
    ),
    "thread-opened": _notice(
        _("Somebody has written a comment"),
        _("A comment was written on %(indicator)s"),
        NoticeRecipients.officers_and_assigned,
        [OFFICER, ASSESSOR],
    ),
    "comment-written": _notice(
        _("Somebody has answered a comment"),
        _("A comment was answered on %(indicator)s"),
        NoticeRecipients.officers_and_assigned,
        [OFFICER, ASSESSOR],
    ),
    "sent-back": _notice(
        _("The committee has sent an assessment back"),
        _("Sent back by the committee to the external audit"),
        NoticeRecipients.auditors,
        [ASSESSOR],
        AUDIT,
    ),
    "resolved": _notice(
        _("The committee has granted a level"),
        _("The committee granted level %(granted_level)s"),
        NoticeRecipients.officers,
        [OFFICER],
    ),
    "published": _notice(
        _("A result has been published"),
        _("The result was published: level %(granted_level)s"),
        NoticeRecipients.officers,
        [OFFICER],
    ),
    "evidence-infected": _notice(
        _("The virus scan has refused a file of evidence"),
        _("A virus was found in the file “%(name)s”; please replace it"),
        NoticeRecipients.officers,
        [OFFICER],
        EVIDENCE,
    ),
    "evidence-refused": _notice(
        _("A file of evidence was not kept"),
        _("The file “%(name)s” was not kept; the evidence says why, please send another"),
        NoticeRecipients.officers,
        [OFFICER],
        EVIDENCE,
    ),
    "photo-refused": _notice(
        _("A photograph of a site visit was not kept"),
        _("The photograph “%(name)s” was not kept; the page of the visit says why"),
        NoticeRecipients.auditors,
        [ASSESSOR],
        "assessments:visits",
    ),
    "due-soon": _notice(
        _("The date of a stage is near"),
        _("The present stage ends on %(due_on)s"),
        NoticeRecipients.whose_turn,
        Role,
    ),
    "overdue": _notice(
        _("The date of a stage has passed"),
        _("The present stage ended on %(due_on)s and is overdue"),
        NoticeRecipients.whose_turn,
        Role,
    ),
}


def notify(name: str, assessment: Assessment, /, *, by: User | None, **data: object) -> None:
    """Notify the people concerned by an event, inside its transaction; ignore events without a notice."""
    notify_all(name, {assessment: data}, by=by)


def notify_all(
    name: str, event_data: Mapping[Assessment, Mapping[str, object]], /, *, by: User | None
) -> None:
    """Notify of the same event on several assessments, with the data of each; constant queries."""
    if name in EVENT_NOTICES:
        recipients = NoticeRecipients(event_data)
        drafts = [
            NoticeDraft(name, SUBJECT, assessment.pk, EVENT_NOTICES[name].to(recipients, assessment), data)
            for assessment, data in event_data.items()
        ]
        send(drafts, by=by)


def notify_due(kinds: Mapping[Assessment, str]) -> None:
    """Notify of assessments whose present stage is "due-soon" or "overdue", each person once per stage."""
    recipients = NoticeRecipients(kinds)
    send([_due(assessment, kind, recipients) for assessment, kind in kinds.items()], by=None)


def _due(assessment: Assessment, kind: str, recipients: NoticeRecipients) -> NoticeDraft:
    due = due_on(assessment)
    if due is None:
        raise ValueError(f"{assessment} has no due date")
    day = due.isoformat()
    unique_key = f"{kind}:{SUBJECT}:{assessment.pk}:{assessment.status}:{day}"
    people = EVENT_NOTICES[kind].to(recipients, assessment)
    return NoticeDraft(kind, SUBJECT, assessment.pk, people, {"due_on": day}, unique_key)


def declare() -> None:
    """Register the kinds of notices about assessments; called when the portal starts."""
    registry.declare_subject(
        SUBJECT, Subject(visible_to=Assessment.objects.visible_to, names_of=queries.assessment_names)
    )
    registry.declare_kinds({name: notice.kind for name, notice in EVENT_NOTICES.items()})
