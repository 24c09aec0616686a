"""Views of the province: submitting, withdrawing, answering a return."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.audit.actions import returns
from assessments.evidence import queries as evidence_queries
from assessments.explanation.queries import cards
from assessments.pages import words
from assessments.pages.forms.submission import ResubmitForm, SubmitForm
from assessments.pages.screens import assessment as assessment_screens
from assessments.pages.screens import audit, steps, submission
from assessments.pages.views.access import get_assessment, posted_data, run_action
from assessments.submission import actions
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import Step


@require_http_methods(["GET", "POST"])
@login_required
def submit(request, pk):
    """Show the check before submission and submit the assessment."""
    assessment = get_assessment(request.user, pk, perm="assessments.submit")
    form = SubmitForm(posted_data(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if run_action(
            request, actions.submit, _("Submitted to the assessors."), assessment=assessment, **values
        ):
            return redirect(assessment)
    edition = workflow_queries.edition_of(assessment)
    workspace = assessment_screens.workspace_context(assessment)
    unsettled = evidence_queries.unsettled_files(assessment)
    context = {
        **workspace,
        **submission.submission_check_context(
            workspace, edition, evidence_queries.evidence_by_code(assessment, edition), unsettled
        ),
        "dimensions": cards.cards_by_dimension(workspace, edition),
        "form": form,
        "refusal": steps.step_refusal(request.user, assessment, Step.SUBMIT, workspace, unsettled),
        "is_refused": request.method == "POST",
        "is_waiting": bool(unsettled.unexamined),
    }
    return render(request, "assessments/submission/assessment_submit.html", context)


@require_POST
@login_required
def withdraw(request, pk):
    assessment = get_assessment(request.user, pk, perm="assessments.withdraw")
    run_action(
        request, actions.withdraw, _("Withdrawn. The values can be changed again."), assessment=assessment
    )
    return redirect(assessment)


@require_http_methods(["GET", "POST"])
@login_required
def resubmit(request, pk):
    """Show the returned indicators, save the replies, and submit again on request."""
    assessment = get_assessment(request.user, pk, perm="assessments.resubmit")
    workspace = assessment_screens.workspace_context(assessment)
    returned_items = workspace["returned_items"]
    form = ResubmitForm(request.POST if request.method == "POST" else None, returned_items=returned_items)
    if request.method == "POST" and not returned_items:
        messages.error(request, words.refusal("not-now"))
        return redirect(assessment)
    if request.method == "POST" and form.is_valid() and _save_replies(request, assessment, form):
        return redirect(assessment if "resubmit" in request.POST else request.path)
    edition = workspace["edition"]
    unsettled = evidence_queries.unsettled_files(assessment)
    context = {
        **workspace,
        "form": form,
        "answers": [
            (
                item,
                edition.by_code[item.code],
                workflow_queries.aspect_of(edition, item.code),
                audit.returned_item_change(item, edition.by_code[item.code]),
                form[item.code],
                workspace["warnings_and_peers"].warnings.get(item.code, ()),
            )
            for item in returned_items
        ],
        "files_in_the_way": submission.unsettled_findings(unsettled),
        "is_waiting": bool(unsettled.unexamined),
        "refusal": steps.step_refusal(request.user, assessment, Step.RESUBMIT, workspace, unsettled),
    }
    return render(request, "assessments/submission/assessment_resubmit.html", context)


def _save_replies(request, assessment, form):
    """Save the replies, and submit again when `resubmit` is posted; return whether it succeeded."""
    message = _("Replies saved.")
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
