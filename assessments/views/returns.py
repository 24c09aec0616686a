"""Views of the province after submission: withdrawing, answering a return."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments import actions, labels, queries
from assessments.domain.workflow import Step
from assessments.forms import ResubmitForm
from assessments.views.assessments import do, get_assessment


@require_POST
@login_required
def withdraw(request, pk):
    assessment = get_assessment(request.user, pk, perm="assessments.withdraw")
    do(request, actions.withdraw, _("Withdrawn. The values can be changed again."), assessment=assessment)
    return redirect(assessment)


@require_http_methods(["GET", "POST"])
@login_required
def resubmit(request, pk):
    """Show the returned indicators, save the replies, and submit again on request."""
    assessment = get_assessment(request.user, pk, perm="assessments.resubmit")
    frame = queries.workspace(assessment)
    returned_items = frame["corrections"]
    form = ResubmitForm(request.POST if request.method == "POST" else None, corrections=returned_items)
    if request.method == "POST" and not returned_items:
        messages.error(request, labels.refusal("not-now"))
        return redirect(assessment)
    if request.method == "POST" and form.is_valid() and _save_replies(request, assessment, form):
        return redirect(assessment if "resubmit" in request.POST else request.path)
    edition = frame["edition"]
    unsettled = queries.unsettled_files(assessment)
    context = {
        **frame,
        "form": form,
        "answers": [
            (
                item,
                edition.by_code[item.code],
                queries.aspect_of(edition, item.code),
                queries.change_of(item, edition.by_code[item.code]),
                form[item.code],
                frame["remarks"].warnings.get(item.code, ()),
            )
            for item in returned_items
        ],
        "files_in_the_way": queries.files_in_the_way(unsettled),
        "is_waiting": bool(unsettled.unexamined),
        "refusal": queries.refusal(request.user, assessment, Step.RESUBMIT, frame, unsettled),
    }
    return render(request, "assessments/audit/assessment_resubmit.html", context)


def _save_replies(request, assessment, form):
    """Save the replies, and submit again when `resubmit` is posted; return whether it succeeded."""
    message = _("Replies saved.")
    is_saved = do(request, actions.reply_to_return, message, assessment=assessment, replies=form.replies)
    if not is_saved or "resubmit" not in request.POST:
        return is_saved
    return do(
        request,
        actions.resubmit,
        _("Submitted again to the assessors."),
        assessment=assessment,
        declared=form.cleaned_data["declared"],
    )
