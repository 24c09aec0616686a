"""Notices about cycles: one was opened for an area, a date was moved."""

from collections.abc import Collection, Mapping
from datetime import date

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
# Who is told of a moved date, as long as an assessment has one of these statuses: its stage is not over.
CONCERNED: Mapping[str, tuple[Role, Collection[Status]]] = {
    "opens_on": (Role.OFFICER, PROVINCE),
    "submit_by": (Role.OFFICER, PROVINCE),
    "internal_audit_by": (Role.ASSESSOR, (*PROVINCE, Status.INTERNAL_AUDIT)),
    "external_audit_by": (Role.ASSESSOR, (*PROVINCE, Status.INTERNAL_AUDIT, Status.EXTERNAL_AUDIT)),
    "committee_by": (
        Role.ADMINISTRATOR,
        (*PROVINCE, Status.INTERNAL_AUDIT, Status.EXTERNAL_AUDIT, Status.COMMITTEE),
    ),
}


def notify_opened(cycle: Cycle, assessments: Collection[Assessment], *, by: User | None) -> None:
    """Notify the officers of the areas that a cycle is open for them; constant queries."""
    data = {"submit_by_on": cycle.submit_by.isoformat()}
    send([NoticeDraft(OPENED, SUBJECT, cycle.pk, _officers_of(assessments), data)], by=by)


def notify_moved(cycle: Cycle, moved: Mapping[str, tuple[date, date]], *, by: User) -> None:
    """Notify those whose work has a moved date, given as old and new day by its field; constant queries."""
    rows = list(cycle.assessments.select_related("area"))
    drafts = [
        NoticeDraft(
            kind_of(name),
            SUBJECT,
            cycle.pk,
            _concerned(name, rows),
            {"old_on": old.isoformat(), "new_on": new.isoformat()},
        )
        for name, (old, new) in moved.items()
    ]
    send(drafts, by=by)


def told_of(cycle: Cycle, by: User) -> dict[str, int]:
    """Return how many people would be told that a date is moved, by its field; constant queries.

    Those who have switched the kind of notice off are counted.
    """
    rows = list(cycle.assessments.select_related("area"))
    return {name: len(_concerned(name, rows) - {by.pk}) for name in CONCERNED}


def kind_of(name: str) -> str:
    """Return the kind of notice that a date was moved."""
    return f"{name.replace('_', '-')}-moved"


def _concerned(name: str, assessments: Collection[Assessment]) -> set[int]:
    role, statuses = CONCERNED[name]
    under_way = [assessment for assessment in assessments if assessment.status in statuses]
    if role == Role.OFFICER:
        return _officers_of(under_way)
    return _everyone(role) if under_way else set()


def _officers_of(assessments: Collection[Assessment]) -> set[int]:
    recipients = NoticeRecipients(assessments)
    return set().union(*(recipients.officers(assessment) for assessment in assessments))


def _everyone(role: Role) -> set[int]:
    return set(User.objects.filter(is_active=True, role=role).values_list("pk", flat=True))


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
            OPENED: _kind(words.OPENED_LABEL, words.OPENED_SENTENCE, Role.OFFICER),
            **{
                kind_of(name): _kind(*words.MOVED[name], role)
                for name, (role, _statuses) in CONCERNED.items()
            },
        }
    )


def _kind(label: str | Promise, sentence: str | Promise, role: Role) -> NoticeKind:
    return NoticeKind(label, sentence, "assessments:cycle", frozenset({role}))
