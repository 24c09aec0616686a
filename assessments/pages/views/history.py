"""Views of the history of an assessment: filtering, export and verification."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assessments.history import documents
from assessments.history import queries as history_queries
from assessments.pages.forms.history import HistoryFilterForm
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.views.access import get_assessment
from assessments.workflow import queries as workflow_queries
from ecotown.common.history import checks as history_checks
from ecotown.common.history import recording, tasks
from ecotown.common.history.models import HistoryCheck
from ecotown.common.requests import parameters
from ecotown.common.requests.downloads import download

PAGE_SIZE = 50
LATEST_COUNT = 10


@require_safe
@login_required
def assessment_history(request, pk):
    """List the events, the newest first; with `check` in the query the chain is verified as well."""
    assessment = get_assessment(request.user, pk)
    form, events = _filtered(request, assessment)
    is_checked = "check" in request.GET
    filter_query = request.GET.copy()
    filter_query.pop("page", None)
    filter_query.pop("check", None)
    context = {
        **AssessmentPage(assessment).context(),
        "form": form,
        "event_page": Paginator(events, PAGE_SIZE).get_page(parameters.number(request.GET, "page")),
        "asked": filter_query.urlencode(),
        "is_checked": is_checked,
        "broken": recording.break_of(assessment.history_subject) if is_checked else None,
        "may_check_all": request.user.has_perm("assessments.check_history"),
    }
    return render(request, "assessments/history/assessment_history.html", context)


@require_safe
@login_required
def export_history(request, pk):
    """Send the filtered history as a CSV file."""
    assessment = get_assessment(request.user, pk)
    _form, events = _filtered(request, assessment)
    name = f"history-{assessment.area.key}-{assessment.cycle.year}.csv"
    return download(documents.history_csv(events), name, "text/csv; charset=utf-8")


@require_http_methods(["GET", "POST"])
@login_required
def history_check(request):
    """Show the latest checks of all chains of the portal; POST requests a new one."""
    if not request.user.has_perm("assessments.check_history"):
        raise PermissionDenied
    if request.method == "POST":
        with transaction.atomic():
            check = history_checks.pending_check(by=request.user)
            tasks.check_history.delay_on_commit(check_id=check.pk)
        return redirect("assessments:history-check")
    checks = list(HistoryCheck.objects.select_related("asked_by")[:LATEST_COUNT])
    context = {"checks": checks, "latest": checks[0] if checks else None}
    template = "assessments/history/history_check.html"
    return render(request, f"{template}#latest" if request.htmx else template, context)


def _filtered(request, assessment):
    """Return the filter form and the events that pass it."""
    may_read_audit = request.user.has_perm("assessments.read_audit", assessment)
    events = history_queries.timeline(assessment, with_statements=may_read_audit)
    form = HistoryFilterForm(request.GET, edition=workflow_queries.edition_of(assessment), events=events)
    form.is_valid()
    return form, [event for event in events if form.keeps(event)]
