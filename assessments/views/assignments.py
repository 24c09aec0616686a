"""The list of audits for assessors, and the page on which administrators assign them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from assessments import actions, labels, queries
from assessments.domain.workflow import WorkflowError
from assessments.forms import AssignForm, AuditFilterForm
from ecotown.common import parameters


@require_safe
@login_required
def audit_list(request):
    """The audits an assessor has in hand or could take, with filters."""
    if not request.user.has_perm("assessments.list_audits"):
        raise PermissionDenied
    form, wanted = _filters(request)
    if "whose" not in request.GET and request.user.is_administrator:
        wanted = wanted | {"whose": "all"}
    context = {
        "form": form,
        "wanted": wanted | {"whose": wanted.get("whose") or "mine"},
        "audits": queries.audits_for(request.user, wanted),
        "may_assign": request.user.has_perm("assessments.assign"),
    }
    return render(request, "assessments/audit_list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def assignment_list(request):
    """Assign audits, one or many at a time; those that cannot be are told with the reason."""
    if not request.user.has_perm("assessments.assign"):
        raise PermissionDenied
    filters, wanted = _filters(request, is_assigning=True)
    rows = queries.assignable(request.user, wanted)
    form = AssignForm(request.POST if request.method == "POST" else None, rows=rows)
    if request.method == "POST" and form.is_valid():
        _assign(request, rows, form.cleaned_data)
        return redirect(request.get_full_path())
    chosen = set(parameters.keys(request.POST, "chosen"))
    context = {
        "filters": filters,
        "form": form,
        "rows": [(one, one.pk in chosen) for one in rows],
        "workload": queries.workload(),
    }
    return render(request, "assessments/assignments.html", context, status=422 if form.errors else 200)


def _filters(request, **options):
    form = AuditFilterForm(request.GET, **options)
    form.is_valid()
    return form, form.cleaned_data


def _assign(request, rows, values):
    """Each assessment for itself: one that is refused keeps back no other."""
    done = 0
    for assessment in rows:
        if assessment.pk not in values["chosen"]:
            continue
        try:
            actions.assign(
                assessment=assessment,
                stage=values["stage"],
                assessor=values["assessor"],
                reason=values["reason"],
                by=request.user,
            )
        except WorkflowError as error:
            messages.error(request, f"{assessment}: {labels.refusal(error.code)}")
        else:
            done += 1
    if done:
        sentence = ngettext("%(count)s audit assigned.", "%(count)s audits assigned.", done)
        messages.success(request, sentence % {"count": done})
