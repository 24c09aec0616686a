"""Answering warnings and writing notes, at the indicator."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments import actions, labels, queries
from assessments.domain.workflow import WorkflowError
from assessments.forms import AnswerForm, NoteForm
from assessments.views.assessments import get_assessment
from ecotown.common import parameters

# How the page's script learns what became of what it sent.
STATUS = {"saved_at": 200, "errors": 422, "refusal": 409}


@require_POST
@login_required
def answer_warning(request, pk, code):
    """Keep the reason for the warning that `warning` names; htmx swaps only the warnings there."""
    assessment, part = _place(request, pk, code)
    key = parameters.word(request.POST, "warning")
    form = AnswerForm(request.POST, key=key)
    problem = _answer(assessment, code, key, form, by=request.user)
    if not request.htmx:
        if problem:
            messages.error(request, problem)
        else:
            messages.success(request, _("Reason saved."))
        return redirect(f"{queries.aspect_url(assessment, part.code)}#indicator-{code.lower()}")
    frame = queries.workspace(assessment)
    card = next(one for one in queries.cards(part, frame) if one.indicator.code == code)
    context = {
        **frame,
        "card": queries.with_typed_reasons(card, _not_kept(request.POST, card, "" if problem else key)),
        "aspect": part,
        "problem": problem,
        "problem_key": key,
    }
    return render(request, "assessments/answer.html", context)


@require_POST
@login_required
def save_note(request, pk, code):
    """Keep the note of an indicator; the page's script sends it while the officer writes."""
    assessment, part = _place(request, pk, code)
    form = NoteForm(request.POST, code=code)
    outcome = _save_note(assessment, code, form, by=request.user)
    note = queries.notes_of(assessment).get(code)
    if "text/html" in request.headers.get("Accept", ""):
        if problem := outcome.get("refusal") or " ".join(outcome.get("errors", [])):
            messages.error(request, problem)
        else:
            messages.success(request, _("Note saved."))
        return redirect(f"{queries.aspect_url(assessment, part.code)}#note-{code.lower()}")
    context = {"assessment": assessment, "code": code, "note": note, **outcome}
    return render(request, "components/note_feedback.html", context, status=STATUS[next(iter(outcome))])


def _place(request, pk, code):
    assessment = get_assessment(request.user, pk, perm="assessments.fill_in")
    part = queries.aspect_of(queries.edition_of(assessment), code)
    if part is None:
        raise Http404
    return assessment, part


def _answer(assessment, code, key, form, *, by):
    """Why the answer was not kept, in words; empty when it was."""
    if not form.is_valid():
        return next(iter(form.errors.values()))[0]
    try:
        actions.answer_warning(assessment=assessment, code=code, key=key, by=by, **form.cleaned_data)
    except WorkflowError as error:
        return labels.refusal(error.code)
    return ""


def _not_kept(posted, card, kept):
    """The reasons that were sent by the key of their warning, without the one that was kept."""
    keys = {one.warning.key for one in card.warnings} - {kept}
    return {key: posted[f"{key}-reason"] for key in keys if f"{key}-reason" in posted}


def _save_note(assessment, code, form, *, by):
    if not form.is_valid():
        return {"errors": [text for texts in form.errors.values() for text in texts], "invalid": "note"}
    typed = form.cleaned_data
    try:
        actions.save_note(assessment=assessment, code=code, text=typed["note"], seen=typed["before"], by=by)
    except WorkflowError as error:
        is_overtaken = error.code == "changed-meanwhile"
        return {"refusal": labels.refusal(error.code), "is_overtaken": is_overtaken}
    return {"saved_at": timezone.now()}
