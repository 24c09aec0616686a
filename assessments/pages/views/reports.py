"""Views of reports: requesting, waiting, downloading."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from assessments.reports import actions
from assessments.reports.domain import KINDS, ReportPackage
from assessments.reports.models import Report
from assessments.reports.queries import reports as report_queries
from assessments.workflow.models import Assessment
from ecotown.common.files.uploads import MEDIA_TYPES
from ecotown.common.requests import parameters
from ecotown.common.requests.downloads import download
from ecotown.common.steps.running import run_action

MAXIMUM_AT_ONCE = 100
PERMISSIONS = {
    ReportPackage.DOSSIER: "assessments.ask_dossier",
    ReportPackage.AUDIT_REPORT: "assessments.ask_audit_report",
    ReportPackage.CHECKLIST: "assessments.ask_checklist",
}


@require_safe
@login_required
def report_list(request):
    """List the reports requested by the user, the newest first; polled while one is being made."""
    reports = report_queries.reports_of(request.user)
    context = {"reports": reports, "is_waiting": any(report.is_waiting for report in reports)}
    template = "assessments/reports/report_list.html"
    return render(request, f"{template}#reports" if request.htmx else template, context)


@require_POST
@login_required
def request_reports(request):
    """Request a package of reports for one assessment or several."""
    package = _package(request)
    pks = parameters.keys(request.POST, "assessment")
    if not pks:
        messages.error(request, _("Please choose at least one area."))
        return redirect("assessments:papers")
    assessments = list(
        Assessment.objects.visible_to(request.user)
        .select_related("area__province")
        .filter(pk__in=sorted(pks)[:MAXIMUM_AT_ONCE])
    )
    if len(assessments) != len(pks):
        raise Http404
    if not all(request.user.has_perm(PERMISSIONS[package], assessment) for assessment in assessments):
        raise PermissionDenied
    requested_count = 0
    for assessment in assessments:
        values = {"assessment": assessment, "package": package}
        if run_action(request, actions.ask_for_reports, "", about=str(assessment), **values):
            requested_count += 1
    if requested_count:
        sentence = ngettext("Asked for %(number)s area.", "Asked for %(number)s areas.", requested_count)
        messages.success(request, sentence % {"number": requested_count})
    return redirect("assessments:papers")


@require_POST
@login_required
def retry_report(request, report_pk):
    report = get_report(request.user, report_pk)
    run_action(request, actions.retry_report, _("The paper is being made."), report=report)
    return redirect("assessments:papers")


@require_safe
@login_required
def download_report(request, report_pk):
    """Send the file to the user who requested it, while they may still request it."""
    report = get_report(request.user, report_pk)
    if not report.is_open or not report.file.storage.exists(report.file.name):
        messages.error(request, _("This paper is no longer there. Please ask for it again."))
        return redirect("assessments:papers")
    name = report_queries.report_file_name(report)
    return download(report.file, name, MEDIA_TYPES[report.suffix], is_private=True)


def get_report(user, report_pk):
    """Return a report; raise 404 for reports of other users or out of sight, 403 when the right was lost."""
    reports = Report.objects.visible_to(user).select_related(
        "assessment__area__province", "assessment__cycle"
    )
    report = get_object_or_404(reports, pk=report_pk)
    package = next(package for package, kinds in KINDS.items() if report.kind in kinds)
    may_read = not report.is_internal or user.has_perm("assessments.read_audit", report.assessment)
    if not (may_read and user.has_perm(PERMISSIONS[package], report.assessment)):
        raise PermissionDenied
    return report


def _package(request):
    try:
        return ReportPackage(parameters.word(request.POST, "package"))
    except ValueError as error:
        raise BadRequest("unknown package") from error
