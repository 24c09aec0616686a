"""Which audits an assessor looks through, which an administrator assigns, and who has how many in hand."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import CharField, Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from assessments.domain.audits import STAGES
from assessments.domain.workflow import Status
from assessments.models import Assignment, Look
from assessments.queries.lists import may_take, on_list
from ecotown.accounts.models import Role, User
from ecotown.common.models import HistoryRow

DUE = {Status.INTERNAL_AUDIT: "internal_audit_by", Status.EXTERNAL_AUDIT: "external_audit_by"}


def audits_for(user: User, wanted: Mapping[str, object]):
    """The audits that a list shows to an assessor, the earliest due first; constant queries.

    `wanted` is what `AuditFilterForm` cleaned. Adds `is_changed`: others did something since the user's
    last look, and it is true before the first one.
    """
    rows = on_list(user).filter(status__in=[*STAGES, Status.RETURNED])
    rows = rows.annotate(is_changed=_is_changed(user))
    whose = wanted.get("whose") or "mine"
    if whose == "mine":
        rows = rows.filter(Exists(_in_hand().filter(assessor=user)))
    elif whose == "free":
        rows = rows.filter(may_take(user))
    rows = filtered(rows, wanted)
    if wanted.get("changed"):
        rows = rows.filter(is_changed=True)
    return rows.order_by("cycle__year", "submitted_at", "area__key")


def filtered(rows, wanted: Mapping[str, object]):
    """Those of a stage, a province, a phase, or overdue, as far as each is wanted."""
    if stage := wanted.get("stage"):
        rows = rows.filter(stage=stage)
    if province := wanted.get("province"):
        rows = rows.filter(area__province=province)
    if phase := wanted.get("phase"):
        rows = rows.filter(area__phase=phase)
    if wanted.get("overdue"):
        today = timezone.localdate()
        late = Q(return_due_on__lt=today)
        for status, name in DUE.items():
            late |= Q(status=status, **{f"cycle__{name}__lt": today})
        rows = rows.filter(late)
    return rows


def assignable(user: User, wanted: Mapping[str, object]):
    """The assessments whose audits can still be assigned, with who has each stage in hand."""
    rows = on_list(user).filter(Q(status__in=[Status.DRAFT, *STAGES, Status.RETURNED]))
    names = _in_hand().values("assessor__signing_name")
    rows = rows.annotate(
        inside=Subquery(names.filter(stage=Status.INTERNAL_AUDIT)),
        outside=Subquery(names.filter(stage=Status.EXTERNAL_AUDIT)),
    )
    rows = filtered(rows, wanted)
    if wanted.get("whose") == "free":
        rows = rows.filter(Q(inside=None) | Q(outside=None))
    return rows


@dataclass(frozen=True, slots=True)
class Load:
    """What one assessor has in hand: audits under way, and those that will come."""

    assessor: User
    inside: int
    outside: int
    to_come: int

    @property
    def total(self) -> int:
        return self.inside + self.outside + self.to_come


def workload() -> list[Load]:
    """Every active assessor with what they have in hand, by name; one query."""
    open_now = Q(assignments__ended_at__isnull=True)
    inside = open_now & Q(
        assignments__stage=Status.INTERNAL_AUDIT, assignments__assessment__status=Status.INTERNAL_AUDIT
    )
    outside = open_now & Q(
        assignments__stage=Status.EXTERNAL_AUDIT, assignments__assessment__status=Status.EXTERNAL_AUDIT
    )
    done = Q(assignments__stage=Status.INTERNAL_AUDIT, assignments__assessment__passed_at__isnull=False)
    done |= Q(assignments__assessment__recommended_at__isnull=False)
    rows = User.objects.filter(role=Role.ASSESSOR, is_active=True).annotate(
        inside=Count("assignments", filter=inside),
        outside=Count("assignments", filter=outside),
        unfinished=Count("assignments", filter=open_now & ~done),
    )
    return [
        Load(one, one.inside, one.outside, one.unfinished - one.inside - one.outside)
        for one in rows.order_by("signing_name", "pk")
    ]


def _in_hand():
    return Assignment.objects.filter(assessment=OuterRef("pk"), ended_at__isnull=True)


def _is_changed(user):
    looked = Look.objects.filter(assessment=OuterRef(OuterRef("pk")), user=user).values("at")
    subject = Concat(Value("assessment:"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    later = HistoryRow.objects.filter(chain__subject=subject, at__gt=Subquery(looked)).filter(
        ~Q(by=user) | Q(by__isnull=True)
    )
    return ~Exists(Look.objects.filter(assessment=OuterRef("pk"), user=user)) | Exists(later)
