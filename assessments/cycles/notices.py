"""Notices about cycles: one was opened for an area, a date was moved."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from assessments.cycles import words
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment, Cycle
from assessments.workflow.notices import NoticeRecipients
from ecotown.accounts.models import Role, User
from ecotown.common.thai.formats import era_year
from ecotown.notices import registry
from ecotown.notices.actions import NoticeDraft, send
from ecotown.notices.registry import NoticeKind, Subject

SUBJECT = "cycle"
OPENED = "cycle-opened"
PROVINCE = (Status.DRAFT, Status.RETURNED)


class Concerned(NamedTuple):
    """Those whose work has a date: their roles, and who they are as long as the stage is not over.

    It is not over while an assessment has one of `statuses`.
    """

    roles: Collection[Role]
    people: Callable[[NoticeRecipients, Assessment], set[int]]
    statuses: Collection[Status]


def _auditing(stage: Status, statuses: Collection[Status]) -> Concerned:
    """Return the assessors of an audit, or the administrators who assign one that nobody has."""
    return Concerned(
        (Role.ASSESSOR, Role.ADMINISTRATOR),
        lambda recipients, assessment: recipients.auditing(stage, assessment),
        statuses,
    )


_UNTIL_INTERNAL = (*PROVINCE, Status.INTERNAL_AUDIT)
_UNTIL_EXTERNAL = (*_UNTIL_INTERNAL, Status.EXTERNAL_AUDIT)
# Who is told that a date was moved.
CONCERNED: Mapping[str, Concerned] = {
    "opens_on": Concerned((Role.OFFICER,), NoticeRecipients.officers, PROVINCE),
    "submit_by": Concerned((Role.OFFICER,), NoticeRecipients.officers, PROVINCE),
    "internal_audit_by": _auditing(Status.INTERNAL_AUDIT, _UNTIL_INTERNAL),
    "external_audit_by": _auditing(Status.EXTERNAL_AUDIT, _UNTIL_EXTERNAL),
    "committee_by": Concerned(
        (Role.ADMINISTRATOR,), NoticeRecipients.all_administrators, (*_UNTIL_EXTERNAL, Status.COMMITTEE)
    ),
}


def notify_opened(cycle: Cycle, assessments: Collection[Assessment], *, by: User | None) -> None:
    """Notify the officers of the areas that a cycle is open for them; constant queries."""
    data = {"submit_by_on": cycle.submit_by.isoformat()}
    recipients = NoticeRecipients(assessments)
    officers = set().union(*map(recipients.officers, assessments))
    send([NoticeDraft(OPENED, SUBJECT, cycle.pk, officers, data)], by=by)


def notify_moved(cycle: Cycle, moved: Mapping[str, tuple[date, date]], *, by: User) -> None:
    """Notify those whose work has a moved date, given as old and new day by its field; constant queries."""
    recipients = NoticeRecipients(list(cycle.assessments.select_related("area")))
    drafts = [
        NoticeDraft(
            kind_of(name),
            SUBJECT,
            cycle.pk,
            _concerned(name, recipients),
            {"old_on": old.isoformat(), "new_on": new.isoformat()},
        )
        for name, (old, new) in moved.items()
    ]
    send(drafts, by=by)


def told_of(cycle: Cycle, by: User) -> dict[str, int]:
    """Return how many people would be told that a date is moved, by its field; constant queries.

    Those who have switched the kind of notice off are counted.
    """
    recipients = NoticeRecipients(list(cycle.assessments.select_related("area")))
    return {name: len(_concerned(name, recipients) - {by.pk}) for name in CONCERNED}


def kind_of(name: str) -> str:
    """Return the kind of notice that a date was moved."""
    return f"{name.replace('_', '-')}-moved"


def _concerned(name: str, recipients: NoticeRecipients) -> set[int]:
    _roles, people_of, statuses = CONCERNED[name]
    under_way = [assessment for assessment in recipients.assessments if assessment.status in statuses]
    return set().union(*(people_of(recipients, assessment) for assessment in under_way))


def _visible_to(user: User) -> QuerySet[Cycle]:
    return Cycle.objects.visible_to(user)


def cycle_names(user: User, pks: Collection[int]) -> dict[int, str]:
    """Return the names of cycles by id; one query."""
    return {
        cycle.pk: _("Cycle of fiscal year %(year)s") % {"year": era_year(cycle.year)}
        for cycle in _visible_to(user).filter(pk__in=pks)
    }


def declare() -> None:
    """Register the kinds of notices about cycles; called when the portal starts."""
    registry.declare_subject(SUBJECT, Subject(visible_to=_visible_to, names_of=cycle_names))
    registry.declare_kinds(
        {
            OPENED: _kind(words.OPENED_LABEL, words.OPENED_SENTENCE, [Role.OFFICER]),
            **{
                kind_of(name): _kind(*words.MOVED[name], concerned.roles)
                for name, concerned in CONCERNED.items()
            },
        }
    )


def _kind(label: str | Promise, sentence: str | Promise, roles: Collection[Role]) -> NoticeKind:
    return NoticeKind(label, sentence, "assessments:cycle", frozenset(roles))
