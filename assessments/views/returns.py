"""What the province does after submitting: taking it back, answering a return."""

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
    """What came back, what was changed, the replies, and submitting again; replies are kept either way."""
    assessment = get_assessment(request.user, pk, perm="assessments.resubmit")
    frame = queries.workspace(assessment)
    corrections = frame["corrections"]
    form = ResubmitForm(request.POST if request.method == "POST" else None, corrections=corrections)
    if request.method == "POST" and not corrections:
        messages.error(request, labels.refusal("not-now"))
        return redirect(assessment)
    if request.method == "POST" and form.is_valid() and _answered(request, assessment, form):
        return redirect(assessment if "resubmit" in request.POST else request.path)
    edition = frame["edition"]
    unsettled = queries.unsettled_files(assessment)
    context = {
        **frame,
        "form": form,
        "answers": [
            (
                one,
                edition.by_code[one.code],
                queries.aspect_of(edition, one.code),
                queries.change_of(one, edition.by_code[one.code]),
                form[one.code],
                frame["remarks"].warnings.get(one.code, ()),
            )
            for one in corrections
        ],
        "files_in_the_way": queries.files_in_the_way(unsettled),
        "is_waiting": bool(unsettled.unexamined),
        "refusal": queries.refusal(request.user, assessment, Step.RESUBMIT, frame, unsettled),
    }
    return render(request, "assessments/assessment_resubmit.html", context)


def _answered(request, assessment, form):
    """Keep the replies, and submit again when asked to; True when nothing stood in the way."""
    said = _("Replies saved.")
    is_saved = do(request, actions.reply_to_return, said, assessment=assessment, replies=form.replies)
    if not is_saved or "resubmit" not in request.POST:
        return is_saved
    return do(
        request,
        actions.resubmit,
        _("Submitted again to the assessors."),
        assessment=assessment,
        declared=form.cleaned_data["declared"],
    )
