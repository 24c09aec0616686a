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
from ecotown.common.refusing import show_refused

# How the page's script learns what became of what it sent.
STATUS = {"saved_at": 200, "errors": 422, "refusal": 409}


@require_POST
@login_required
def answer_warning(request, pk, code):
    """Keep the reason for the warning that `warning` names; htmx swaps only the warnings there.

    Without a script the whole page comes anew, so what was typed for other warnings there is kept as well.
    """
    assessment, part = _place(request, pk, code)
    key = parameters.word(request.POST, "warning")
    form = AnswerForm(request.POST, key=key)
    is_kept = _answer(assessment, code, form, by=request.user)
    if not request.htmx:
        place = queries.aspect_url(assessment, part.code)
        if not is_kept:
            return show_refused(request, form, place)
        kept = [(one, _answer(assessment, code, one, by=request.user)) for one in form.others]
        refused = [one for one, is_kept in kept if not is_kept]
        if refused:
            return show_refused(request, refused[0], place)
        messages.success(request, _("Reason saved."))
        return redirect(f"{place}#indicator-{code.lower()}")
    frame = queries.workspace(assessment)
    card = next(one for one in queries.cards(part, frame) if one.indicator.code == code)
    context = {
        **frame,
        "card": queries.with_typed_reasons(card, form.typed, form.problems),
        "aspect": part,
        "kept": key if is_kept else "",
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
        place = queries.aspect_url(assessment, part.code)
        if "saved_at" not in outcome:
            return _show_refused_note(request, form, place, **outcome)
        messages.success(request, _("Note saved."))
        return redirect(f"{place}#note-{code.lower()}")
    context = {"assessment": assessment, "code": code, "note": note, **outcome}
    return render(request, "components/note_feedback.html", context, status=STATUS[next(iter(outcome))])


def _place(request, pk, code):
    assessment = get_assessment(request.user, pk, perm="assessments.fill_in")
    part = queries.aspect_of(queries.edition_of(assessment), code)
    if part is None:
        raise Http404
    return assessment, part


def _answer(assessment, code, form, *, by):
    """Whether the answer was kept; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        actions.answer_warning(assessment=assessment, code=code, key=form.prefix, by=by, **form.cleaned_data)
    except WorkflowError as error:
        form.add_error("reason", labels.refusal(error.code))
    return form.is_valid()


def _show_refused_note(request, form, place, *, refusal="", is_overtaken=False, **_errors):
    if refusal:
        form.add_error("note", refusal)
    form.is_overtaken = is_overtaken
    return show_refused(request, form, place)


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
