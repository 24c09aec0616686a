"""Views of the list of audits for assessors and of the assignment of audits."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from assessments.audit.actions import assignments as assignment_actions
from assessments.pages.forms.audit import AssignForm, AuditFilterForm
from assessments.pages.screens import assignments as assignment_screens
from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted, run_action


@require_safe
@login_required
def audit_list(request):
    """List the audits that an assessor has in hand or could take, with filters."""
    if not request.user.has_perm("assessments.list_audits"):
        raise PermissionDenied
    form, filters = _filters(request)
    if "whose" not in request.GET and request.user.is_administrator:
        filters = filters | {"whose": "all"}
    context = {
        "form": form,
        "audits": assignment_screens.audits_for(request.user, filters),
        "may_assign": request.user.has_perm("assessments.assign"),
    }
    return render(request, "assessments/audit/audit_list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def assignment_list(request):
    """Assign audits, one or many at a time; refusals are shown with the reason."""
    if not request.user.has_perm("assessments.assign"):
        raise PermissionDenied
    filter_form, filters = _filters(request, is_assigning=True)
    rows = assignment_screens.assignable_assessments(request.user, filters)
    form = AssignForm(posted(request), rows=rows)
    if form.is_valid():
        _assign(request, rows, form.cleaned_data)
        return redirect(request.get_full_path())
    chosen_pks = set(parameters.keys(request.POST, "chosen"))
    context = {
        "filters": filter_form,
        "form": form,
        "rows": [(assessment, assessment.pk in chosen_pks) for assessment in rows],
        "workload": assignment_screens.workloads(),
    }
    return render(
        request, "assessments/audit/assignment_list.html", context, status=422 if form.errors else 200
    )


def _filters(request, **options):
    form = AuditFilterForm(request.GET, **options)
    form.is_valid()
    return form, form.cleaned_data


def _assign(request, rows, values):
    """Assign each chosen assessment on its own, so that a refusal does not affect the others."""
    facts = {name: values[name] for name in ("stage", "assessor", "reason")}
    chosen = [assessment for assessment in rows if assessment.pk in values["chosen"]]
    assigned_count = 0
    for assessment in chosen:
        if run_action(
            request, assignment_actions.assign, "", about=str(assessment), assessment=assessment, **facts
        ):
            assigned_count += 1
    if assigned_count:
        sentence = ngettext("%(count)s audit assigned.", "%(count)s audits assigned.", assigned_count)
        messages.success(request, sentence % {"count": assigned_count})
