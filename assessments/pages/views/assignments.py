"""Views of the list of audits for assessors and of the assignment of audits."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from assessments.audit.actions import assignments as assignment_actions
from assessments.pages.forms.audit import AssignForm
from assessments.pages.forms.lists import AssignmentListForm, AuditListForm
from assessments.pages.screens import assignments as assignment_screens
from assessments.pages.screens import lists
from assessments.pages.views.lists import list_form
from ecotown.common.lists.pages import list_page
from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted, run_action


@require_safe
@login_required
def audit_list(request):
    """List the audits that an assessor has in hand or could take, the most urgent first."""
    if not request.user.has_perm("assessments.list_audits"):
        raise PermissionDenied
    form = list_form(request, AuditListForm, lists.AUDITS)
    whose = form.values.get("whose") or ("mine" if request.user.is_assessor else "all")
    audits = list_page(assignment_screens.audits_for(request.user, form.values, whose=whose), form)
    context = {
        "audits": audits,
        "whose": whose,
        "whose_choices": _whose_choices(request.user, form) if request.user.is_assessor else [],
        "may_assign": request.user.has_perm("assessments.assign"),
    }
    return render(request, "assessments/audit/audit_list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def assignment_list(request):
    """Assign audits, one or many at a time; refusals are shown with the reason."""
    if not request.user.has_perm("assessments.assign"):
        raise PermissionDenied
    filter_form = list_form(request, AssignmentListForm, lists.ASSIGNMENTS)
    rows = assignment_screens.assignable_assessments(request.user, filter_form.values)
    form = AssignForm(posted(request), rows=rows)
    if form.is_valid():
        _assign(request, form)
        return redirect(request.get_full_path())
    assessments = list_page(rows, filter_form)
    context = {
        "assessments": assessments,
        "form": form,
        "tick_url": filter_form.url(tick="shown", page=assessments.page.number),
        "groups": assignment_screens.assignment_groups(assessments.rows),
        "chosen_pks": _chosen_pks(request, assessments),
        "workload": assignment_screens.workloads(),
    }
    return render(
        request, "assessments/audit/assignment_list.html", context, status=422 if form.errors else 200
    )


def _whose_choices(user, form):
    """Return the choices between lists of audits: name, words, number and address of each."""
    counts = assignment_screens.audit_counts(user)
    return [(name, words, counts[name], form.url(whose=name)) for name, words in AuditListForm.WHOSE.items()]


def _chosen_pks(request, assessments):
    """Return which of the rows shown are ticked: those sent, or all when the address asks for it."""
    if request.method == "GET" and "tick" in request.GET:
        return {assessment.pk for assessment in assessments.rows}
    return set(parameters.keys(request.POST, "chosen"))


def _assign(request, form):
    """Assign each chosen assessment on its own, so that a refusal does not affect the others."""
    facts = {name: form.cleaned_data[name] for name in ("stage", "assessor", "reason")}
    assigned_count = 0
    for assessment in form.chosen_rows:
        if run_action(
            request, assignment_actions.assign, "", about=str(assessment), assessment=assessment, **facts
        ):
            assigned_count += 1
    if assigned_count:
        sentence = ngettext("%(count)s audit assigned.", "%(count)s audits assigned.", assigned_count)
        messages.success(request, sentence % {"count": assigned_count})
