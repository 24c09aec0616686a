"""Audits listed for assessors, assessments open for assignment, and the workload of each assessor."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from assessments.audit.models.assignments import Assignment
from assessments.audit.models.comments import AuditView
from assessments.pages.screens.my_work import is_available_to, listed_assessments
from assessments.workflow.domain import STAGES, Status
from assessments.workflow.models import Assessment
from ecotown.accounts.models import Role, User
from ecotown.common.history.models import Event

DUE_DATE_FIELDS = {Status.INTERNAL_AUDIT: "internal_audit_by", Status.EXTERNAL_AUDIT: "external_audit_by"}


def audits_for(user: User, filters: Mapping[str, object]) -> QuerySet[Assessment]:
    """Return the audits that a list shows to an assessor, ordered by cycle and submission time.

    `filters` is the cleaned data of `AuditFilterForm`. Each row has `is_changed`: true when somebody else
    recorded an event since the user last looked at it, or when the user never did. The number of queries
    is constant.
    """
    rows = listed_assessments(user).filter(status__in=[*STAGES, Status.RETURNED])
    rows = rows.annotate(is_changed=_is_changed(user))
    whose = filters.get("whose") or "mine"
    if whose == "mine":
        rows = rows.filter(Exists(_current_assignments().filter(assessor=user)))
    elif whose == "free":
        rows = rows.filter(is_available_to(user))
    rows = filtered(rows, filters)
    if filters.get("changed"):
        rows = rows.filter(is_changed=True)
    return rows.order_by("cycle__year", "submitted_at", "area__key")


def filtered(rows: QuerySet[Assessment], filters: Mapping[str, object]) -> QuerySet[Assessment]:
    """Return the rows of the stage, province and phase in `filters`, only overdue ones when it says so."""
    if stage := filters.get("stage"):
        rows = rows.filter(stage=stage)
    if province := filters.get("province"):
        rows = rows.filter(area__province=province)
    if phase := filters.get("phase"):
        rows = rows.filter(area__phase=phase)
    if filters.get("overdue"):
        today = timezone.localdate()
        is_overdue = Q(return_due_on__lt=today)
        for status, name in DUE_DATE_FIELDS.items():
            is_overdue |= Q(status=status, **{f"cycle__{name}__lt": today})
        rows = rows.filter(is_overdue)
    return rows


def assignable_assessments(user: User, filters: Mapping[str, object]) -> QuerySet[Assessment]:
    """Return the assessments whose audits can still be assigned.

    Each row has `internal_assessor` and `external_assessor`: the name of the assessor assigned to that audit,
    None when nobody is.
    """
    rows = listed_assessments(user).filter(Q(status__in=[Status.DRAFT, *STAGES, Status.RETURNED]))
    names = _current_assignments().values("assessor__signing_name")
    rows = rows.annotate(
        internal_assessor=Subquery(names.filter(stage=Status.INTERNAL_AUDIT)),
        external_assessor=Subquery(names.filter(stage=Status.EXTERNAL_AUDIT)),
    )
    rows = filtered(rows, filters)
    if filters.get("whose") == "free":
        rows = rows.filter(Q(internal_assessor=None) | Q(external_assessor=None))
    return rows


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
        for assessor in rows.order_by("signing_name", "pk")
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
