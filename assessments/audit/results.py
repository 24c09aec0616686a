"""Notices of due dates, and the record of what an assessor has seen of an audit."""

from datetime import timedelta

from django.utils import timezone

from assessments.audit.domain import EntryState
from assessments.audit.models.comments import AuditView
from assessments.audit.models.indicator_views import IndicatorView
from assessments.audit.queries import audits
from assessments.workflow import notices
from assessments.workflow.domain import DUE_DATES, due_on
from assessments.workflow.events import Occasion
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.configuration.queries import current
from indicators.editions.models import Indicator


def notify_of_due_dates() -> None:
    """Notify the people whose turn it is that the present stage is due soon or overdue.

    Running again notifies nobody twice; a stage whose date was changed is notified anew.
    """
    last_day = timezone.localdate() + timedelta(days=current().due_soon_days)
    occasions: dict[Assessment, Occasion] = {}
    under_way = Assessment.objects.filter(status__in=DUE_DATES).select_related("area", "cycle")
    for assessment in audits.with_audit(under_way):
        day = due_on(assessment)
        if day is not None and day <= last_day:
            is_past = day < timezone.localdate()
            occasions[assessment] = Occasion.OVERDUE if is_past else Occasion.DUE_SOON
    notices.notify_due(occasions)


def record_audit_view(*, assessment: Assessment, user: User) -> None:
    """Store that an assessor views an audit now; one statement."""
    AuditView.objects.bulk_create(
        [AuditView(assessment=assessment, user=user, at=timezone.now())],
        update_conflicts=True,
        unique_fields=["assessment", "user"],
        update_fields=["at"],
    )


def record_indicator_view(
    *, assessment: Assessment, stage: str, code: str, seen: EntryState, user: User
) -> None:
    """Store in which state an assessor sees an indicator now; two statements.

    A page calls it when that state is another than the one stored (`viewed_states`), not on every view.
    """
    indicator = Indicator.objects.get(aspect__dimension__framework=assessment.cycle.framework_id, code=code)
    view = IndicatorView(
        assessment=assessment, indicator=indicator, stage=stage, user=user, seen=seen, at=timezone.now()
    )
    IndicatorView.objects.bulk_create(
        [view],
        update_conflicts=True,
        unique_fields=["assessment", "stage", "user", "indicator"],
        update_fields=["seen", "at"],
    )
