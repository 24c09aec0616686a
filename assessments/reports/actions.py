"""Actions: request reports about an assessment, which workers make."""

from django.db import transaction
from django.utils import timezone

from assessments.reports import tasks
from assessments.reports.domain import KINDS, ReportPackage, check_report_request
from assessments.reports.models import Report
from assessments.workflow.actions import lock
from assessments.workflow.domain import WorkflowError
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.common.history import recording


@transaction.atomic
def ask_for_reports(*, assessment: Assessment, package: ReportPackage, by: User) -> list[Report]:
    """Request the reports of a package for `by`; a report still waiting is not requested twice.

    For the department they include internal notes. Raises what `check_report_request` raises.
    """
    assessment = lock(assessment)
    is_internal = by.has_perm("assessments.read_audit", assessment)
    check_report_request(package, assessment.status, is_department=is_internal)
    reports = []
    for kind in KINDS[package]:
        report = _waiting_report(assessment, kind, by=by)
        if report is None:
            report = Report.objects.create(
                assessment=assessment,
                kind=kind.value,
                owner=by,
                is_internal=is_internal,
                asked_at=timezone.now(),
            )
            _record(Event.PAPER_ASKED, report, by=by)
            tasks.make_reports.delay_on_commit(pks=[report.pk])
        reports.append(report)
    return reports


@transaction.atomic
def retry_report(*, report: Report, by: User) -> Report:
    """Request a report again after an error. Raises WorkflowError("report-not-failed")."""
    assessment = lock(report.assessment)
    report = Report.objects.select_for_update().get(pk=report.pk)
    if not report.is_failed:
        raise WorkflowError("report-not-failed")
    if waiting := _waiting_report(assessment, report.kind, by=by):
        return waiting
    report.ask_again()
    _record(Event.PAPER_RETRIED, report, by=by)
    tasks.make_reports.delay_on_commit(pks=[report.pk])
    return report


def _waiting_report(assessment: Assessment, kind: str, *, by: User) -> Report | None:
    return Report.objects.filter(
        assessment=assessment, kind=kind, owner=by, state=Report.State.WAITING
    ).first()


def _record(event: Event, report: Report, *, by: User) -> None:
    """Record an event in a separate chain, because requesting a report is no step of the assessment."""
    event_data = {"paper": report.pk, "kind": report.kind, "internal": report.is_internal}
    recording.record(f"papers:{report.assessment_id}", event, by=by, data=event_data)
