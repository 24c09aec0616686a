"""Views of the province: submitting, withdrawing, answering a return."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.audit.actions import returns
from assessments.evidence import queries as evidence_queries
from assessments.pages.forms.submission import ResubmitForm, SubmitForm
from assessments.pages.screens import audit, steps, submission
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.views.access import get_assessment
from assessments.submission import actions
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import Step
from ecotown.common.steps.running import posted, run_action


@require_http_methods(["GET", "POST"])
@login_required
def submit(request, pk):
    """Show the check before submission and submit the assessment."""
    assessment = get_assessment(request.user, pk, perm="assessments.submit")
    form = SubmitForm(posted(request))
    message = _("Submitted to the assessors.")
    if form.is_valid() and run_action(
        request, actions.submit, message, assessment=assessment, **form.cleaned_data
    ):
        return redirect(assessment)
    page = AssessmentPage(assessment)
    unsettled = evidence_queries.unsettled_files(assessment)
    context = {
        **page.context(),
        **submission.submission_check_context(page, unsettled),
        "form": form,
        "refusal": steps.step_refusal(request.user, assessment, Step.SUBMIT, page, unsettled),
        "is_refused": request.method == "POST",
        "is_waiting": bool(unsettled.unexamined),
    }
    return render(request, "assessments/submission/assessment_submit.html", context)


@require_POST
@login_required
def withdraw(request, pk):
    assessment = get_assessment(request.user, pk, perm="assessments.withdraw", with_level=False)
    run_action(
        request, actions.withdraw, _("Withdrawn. The values can be changed again."), assessment=assessment
    )
    return redirect(assessment)


@require_http_methods(["GET", "POST"])
@login_required
def resubmit(request, pk):
    """Show the returned indicators, save the replies, and submit again on request."""
    assessment = get_assessment(request.user, pk, perm="assessments.resubmit")
    page = AssessmentPage(assessment)
    returned_items = page.returned_items
    form = ResubmitForm(posted(request), returned_items=returned_items)
    if request.method == "POST" and not returned_items:
        # Nothing is returned: the action refuses, or the person has resubmitted already.
        run_action(request, actions.resubmit, "", assessment=assessment, declared=False)
        return redirect(assessment)
    if form.is_valid() and _save_replies(request, assessment, form):
        return redirect(assessment if "resubmit" in request.POST else request.path)
    edition = page.edition
    unsettled = evidence_queries.unsettled_files(assessment)
    context = {
        **page.context(),
        "form": form,
        "answers": [
            (
                item,
                edition.by_code[item.code],
                workflow_queries.aspect_of(edition, item.code),
                audit.returned_item_change(item, edition.by_code[item.code]),
                form[item.code],
                page.warnings_and_peers.warnings.get(item.code, ()),
            )
            for item in returned_items
        ],
        **submission.resubmission_check_context(page, unsettled),
        "is_waiting": bool(unsettled.unexamined),
        "refusal": steps.step_refusal(request.user, assessment, Step.RESUBMIT, page, unsettled),
    }
    return render(request, "assessments/submission/assessment_resubmit.html", context)


def _save_replies(request, assessment, form):
    """Save the replies, and submit again when `resubmit` is posted; return whether it succeeded."""
    # Who submits again is told of that, or why not; what was typed stands in the form.
    message = "" if "resubmit" in request.POST else _("Replies saved.")
    is_saved = run_action(
        request, returns.reply_to_return, message, assessment=assessment, replies=form.replies
    )
    if not is_saved or "resubmit" not in request.POST:
        return is_saved
    return run_action(
        request,
        actions.resubmit,
        _("Submitted again to the assessors."),
        assessment=assessment,
        declared=form.cleaned_data["declared"],
    )
