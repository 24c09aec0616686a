"""Views that save reasons for warnings and notes of the province."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.pages import words
from assessments.pages.forms.warnings import AnswerForm, NoteForm
from assessments.pages.screens import aspects
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.views.access import AUTOSAVE_STATUS, get_assessment
from assessments.warnings import actions
from assessments.warnings.queries import warnings
from assessments.workflow import queries
from assessments.workflow.domain import WorkflowError
from ecotown.common.forms.refused_forms import show_refused


@require_POST
@login_required
def answer_warning(request, pk, code):
    """Save the reason for the warnings of an indicator; htmx swaps only its warnings."""
    assessment, aspect = _assessment_and_aspect(request, pk, code)
    form = AnswerForm(request.POST)
    is_saved = _save_reason(assessment, code, form, by=request.user)
    if not request.htmx:
        url = aspects.aspect_url(assessment, aspect.code)
        if not is_saved:
            return show_refused(request, form, url)
        messages.success(request, _("Reason saved."))
        return redirect(f"{url}#warnings-{code.lower()}")
    page = AssessmentPage(assessment)
    card = page.saved_card(page.edition.by_code[code])
    context = {
        **page.context(),
        "card": card if is_saved else card_with_refused_reason(card, form),
        "aspect": aspect,
        "is_saved": is_saved,
    }
    return render(request, "assessments/warnings/answer_save.html", context)


def card_with_refused_reason(card, form):
    """Return the card with the reason as it was typed, and why it was not stored."""
    return replace(card, typed_reason=form.data.get("reason", ""), reason_error=form.problem)


@require_POST
@login_required
def save_note(request, pk, code):
    """Save the note of an indicator; the script of the page posts it while the officer types."""
    assessment, aspect = _assessment_and_aspect(request, pk, code)
    form = NoteForm(request.POST, code=code)
    outcome = _save_note(assessment, code, form, by=request.user)
    note = warnings.notes_of(assessment).get(code)
    if "text/html" in request.headers.get("Accept", ""):
        url = aspects.aspect_url(assessment, aspect.code)
        if "saved_at" not in outcome:
            return _show_refused_note(request, form, url, **outcome)
        messages.success(request, _("Note saved."))
        return redirect(f"{url}#note-{code.lower()}")
    context = {"assessment": assessment, "code": code, "note": note, **outcome}
    status = AUTOSAVE_STATUS[next(iter(outcome))]
    return render(request, "assessments/entry/note_feedback.html", context, status=status)


def _assessment_and_aspect(request, pk, code):
    assessment = get_assessment(request.user, pk, perm="assessments.fill_in")
    aspect = queries.aspect_of(queries.edition_of(assessment), code)
    if aspect is None:
        raise Http404
    return assessment, aspect


def _save_reason(assessment, code, form, *, by):
    """Save the reason of a form; return whether it was saved, else the form has the error."""
    if not form.is_valid():
        return False
    try:
        actions.answer_warnings(
            assessment=assessment, code=code, marks=form.marks, reason=form.cleaned_data["reason"], by=by
        )
    except WorkflowError as error:
        form.add_error("reason", words.refusal(error.code))
    return form.is_valid()


def _show_refused_note(request, form, url, *, refusal="", is_overtaken=False, **_errors):
    if refusal:
        form.add_error("note", refusal)
    form.is_overtaken = is_overtaken
    return show_refused(request, form, url)


def _save_note(assessment, code, form, *, by):
    if not form.is_valid():
        return {"errors": [text for texts in form.errors.values() for text in texts], "invalid": "note"}
    typed = form.cleaned_data
    try:
        actions.save_note(
            assessment=assessment, code=code, text=typed["note"], expected=typed["before"], by=by
        )
    except WorkflowError as error:
        is_overtaken = error.code == "changed-meanwhile"
        return {"refusal": words.refusal(error.code), "is_overtaken": is_overtaken}
    return {"saved_at": timezone.now()}
