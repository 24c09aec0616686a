"""The open work of officers and assessors, which is handed over when they leave."""

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from areas.models import ProvinceOfficer
from assessments.audit.actions import assignments
from assessments.audit.models.assignments import Assignment
from assessments.audit.models.returns import Return
from assessments.workflow import domain
from assessments.workflow.domain import EDITABLE, Status
from assessments.workflow.queries import assessment_name
from assessments.workflow.words import STATUS_NAMES
from ecotown.accounts.models import Role, User
from ecotown.common.thai.formats import named
from ecotown.people.actions.closing import hand_over_province
from ecotown.people.registry import OpenWork, WorkToHandOver, declare_open_work


def declare():
    """Register the kinds of open work; called when the portal starts."""
    declare_open_work(
        WorkToHandOver(
            "provinces",
            _("Provinces with assessments that are being filled in"),
            _("Nobody new: the province stays with its other officers, if it has any"),
            provinces_of,
            officers_beside,
            hand_over_province,
            beside=officers_of_term,
        )
    )
    declare_open_work(
        WorkToHandOver(
            "audits",
            _("Audits that are not finished"),
            _("Nobody yet: it waits until an administrator assigns it"),
            audits_of,
            assessors_beside,
            hand_over_audit,
        )
    )


def provinces_of(person: User) -> list[OpenWork]:
    """Return the provinces of an officer's present terms with assessments that are being filled in."""
    if not person.is_officer:
        return []
    is_filled_in = Q(province__areas__assessments__status__in=EDITABLE)
    terms = person.terms.in_force().select_related("province")
    counted = terms.annotate(open_count=Count("province__areas__assessments", filter=is_filled_in))
    return [
        OpenWork(
            key=str(term.pk),
            name=named(term.province),
            detail=ngettext("%(count)d assessment", "%(count)d assessments", term.open_count)
            % {"count": term.open_count},
            url=f"{reverse('assessments:list')}?province={term.province.code}",
        )
        for term in counted.order_by("province__sort_key")
        if term.open_count
    ]


def audits_of(person: User) -> list[OpenWork]:
    """Return the audits that an assessor has in hand or ahead, of assessments that are not decided."""
    rows = Assignment.objects.filter(assessor=person, ended_at__isnull=True).exclude(
        assessment__status__in=[Status.COMMITTEE, Status.GRANTED, Status.PUBLISHED]
    )
    rows = list(rows.select_related("assessment__area__province", "assessment__cycle"))
    returned = Return.objects.filter(assessment__in=[row.assessment_id for row in rows])
    stages = dict(returned.order_by("pk").values_list("assessment", "stage"))
    return [
        OpenWork(
            key=str(row.pk),
            name=assessment_name(row.assessment),
            detail=str(STATUS_NAMES[row.stage]),
            url=reverse("assessments:audit", args=[row.assessment_id]),
        )
        for row in rows
        if row.stage in domain.open_stages(row.assessment.status, returned_from=stages.get(row.assessment_id))
    ]


def officers_of_term(key: str) -> list[int]:
    """Return the ids of those who look after the province of a term now."""
    terms = ProvinceOfficer.objects.in_force().filter(province__terms=key, officer__is_active=True)
    return list(terms.values_list("officer", flat=True))


def officers_beside(person: User) -> QuerySet[User]:
    return _others(person, Role.OFFICER)


def assessors_beside(person: User) -> QuerySet[User]:
    return _others(person, Role.ASSESSOR)


def hand_over_audit(
    *, key: str, person: User, successor: User | None, reason: str, by: User, **_facts: object
) -> None:
    """Assign an audit to another assessor; without one it waits for an administrator."""
    assignment = Assignment.objects.select_related("assessment").get(pk=key, assessor=person)
    values = {"assessment": assignment.assessment, "stage": Status(assignment.stage), "reason": reason}
    if successor:
        assignments.assign(assessor=successor, by=by, **values)
    else:
        assignments.release(by=by, **values)


def _others(person: User, role: Role) -> QuerySet[User]:
    return User.objects.filter(role=role, is_active=True).exclude(pk=person.pk).order_by("sort_key")
