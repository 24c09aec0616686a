"""Audits listed for assessors, assessments open for assignment, and the workload of each assessor."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from areas.models import Province
from assessments.audit.models.assignments import Assignment
from assessments.audit.models.comments import AuditView
from assessments.audit.queries.audits import with_audit
from assessments.pages.screens.lists import matching, most_urgent_first
from assessments.pages.screens.my_work import is_available_to, is_in_hand_of, listed_assessments
from assessments.workflow.domain import STAGES, Status
from assessments.workflow.models import Assessment
from ecotown.accounts.models import Role, User
from ecotown.common.history.models import Event

AUDITED = (*STAGES, Status.RETURNED)


def whose_audits(user: User) -> dict[str, Q]:
    """Return which audits are the user's, which the user could take, and which will be the user's.

    Needs the columns of `with_audit`. An assignment stays when its stage is finished.
    """
    is_ahead = Q(stage=Status.EXTERNAL_AUDIT) | Q(stage=OuterRef("stage"))
    assigned = _current_assignments().filter(is_ahead, assessor=user)
    is_coming = Exists(assigned.exclude(stage=OuterRef("status")))
    return {"mine": is_in_hand_of(user), "free": is_available_to(user), "coming": is_coming}


def audit_counts(user: User) -> dict[str, int]:
    """Return how many audits each choice of `whose_audits` lists, and how many in all; one query."""
    which = whose_audits(user)
    rows = with_audit(Assessment.objects.visible_to(user).filter(status__in=AUDITED)).order_by()
    flags = list(rows.annotate(**which).values_list(*which))
    counts = {name: sum(bool(row[place]) for row in flags) for place, name in enumerate(which)}
    return counts | {"all": len(flags)}


def audits_for(user: User, values: Mapping[str, object], *, whose: str) -> QuerySet[Assessment]:
    """Return the audits that a list shows to an assessor, the most urgent first.

    `values` are those of `AuditListForm`, `whose` is a choice of `whose_audits`, or all of them. Each row has
    `is_changed`: true when somebody else recorded an event since the user last looked at it, or when the user
    never did. The number of queries is constant.
    """
    rows = listed_assessments(user).filter(whose_audits(user).get(whose, Q()), status__in=AUDITED)
    rows = matching(rows, values)
    rows = rows.annotate(is_changed=_is_changed(user))
    if values.get("changed"):
        rows = rows.filter(is_changed=True)
    return most_urgent_first(rows)


def assignable_assessments(user: User, values: Mapping[str, object]) -> QuerySet[Assessment]:
    """Return the assessments whose audits can still be assigned.

    `values` are those of `AssignmentListForm`. Each row has `internal_assessor` and `external_assessor`: the
    name of the assessor assigned to that audit, None when nobody is.
    """
    rows = listed_assessments(user).filter(status__in=[Status.DRAFT, *AUDITED])
    internal, external = (_current_assignments().filter(stage=stage) for stage in STAGES)
    rows = rows.annotate(
        internal_assessor=Subquery(internal.values("assessor__signing_name")),
        external_assessor=Subquery(external.values("assessor__signing_name")),
    ).alias(
        internal_sort_key=Subquery(internal.values("assessor__sort_key")),
        external_sort_key=Subquery(external.values("assessor__sort_key")),
    )
    rows = matching(rows, values)
    if values.get("unassigned"):
        rows = rows.filter(Q(internal_assessor=None) | Q(external_assessor=None))
    return rows


@dataclass(frozen=True, slots=True)
class AssignmentGroup:
    """Assessments of a province and a year that stand together in the list of assignments."""

    province: Province
    year: int
    rows: list[Assessment]


def assignment_groups(rows: Iterable[Assessment]) -> list[AssignmentGroup]:
    """Return the rows in groups of neighbours of the same province and year."""
    return [
        AssignmentGroup(group[0].area.province, group[0].cycle.year, group)
        for _key, neighbours in groupby(rows, lambda row: (row.area.province_id, row.cycle_id))
        for group in [list(neighbours)]
    ]


@dataclass(frozen=True, slots=True)
class Workload:
    """The workload of one assessor: internal and external audits under way, and assigned ones to come."""

    assessor: User
    internal_count: int
    external_count: int
    coming_count: int

    @property
    def total(self) -> int:
        return self.internal_count + self.external_count + self.coming_count


def workloads() -> list[Workload]:
    """Return the workload of every active assessor, by name; one query."""
    is_current = Q(assignments__ended_at__isnull=True)
    is_internal = is_current & Q(
        assignments__stage=Status.INTERNAL_AUDIT, assignments__assessment__status=Status.INTERNAL_AUDIT
    )
    is_external = is_current & Q(
        assignments__stage=Status.EXTERNAL_AUDIT, assignments__assessment__status=Status.EXTERNAL_AUDIT
    )
    is_finished = Q(
        assignments__stage=Status.INTERNAL_AUDIT, assignments__assessment__passed_at__isnull=False
    ) | Q(assignments__assessment__recommended_at__isnull=False)
    rows = User.objects.filter(role=Role.ASSESSOR, is_active=True).annotate(
        internal_count=Count("assignments", filter=is_internal),
        external_count=Count("assignments", filter=is_external),
        unfinished=Count("assignments", filter=is_current & ~is_finished),
    )
    return [
        Workload(
            assessor,
            assessor.internal_count,
            assessor.external_count,
            assessor.unfinished - assessor.internal_count - assessor.external_count,
        )
        for assessor in rows.order_by("sort_key", "pk")
    ]


def _current_assignments() -> QuerySet[Assignment]:
    """Return the assignments in force of the assessment of the outer query."""
    return Assignment.objects.filter(assessment=OuterRef("pk"), ended_at__isnull=True)


def _is_changed(user: User) -> Q:
    last_view = AuditView.objects.filter(assessment=OuterRef(OuterRef("pk")), user=user).values("at")
    subject = Concat(Value("assessment:"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    events_since = Event.objects.filter(chain__subject=subject, at__gt=Subquery(last_view)).filter(
        ~Q(by=user) | Q(by__isnull=True)
    )
    return ~Exists(AuditView.objects.filter(assessment=OuterRef("pk"), user=user)) | Exists(events_since)
