"""Views of the department: questions of visitors, their answers, and corrections."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.corrections import domain
from assessments.corrections import queries as corrections_queries
from assessments.corrections.actions import corrections
from assessments.corrections.actions import questions as question_actions
from assessments.corrections.domain import CorrectionState
from assessments.corrections.models import Question
from assessments.corrections.words import QUESTION_STATES
from assessments.pages import words as pages_words
from assessments.pages.forms.corrections import (
    CorrectedLevelForm,
    CorrectionForm,
    PublicAnswerForm,
    RefusalForm,
)
from assessments.pages.forms.lists import QuestionListForm
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.views.access import get_assessment
from assessments.pages.views.lists import list_form
from assessments.workflow import queries as workflow_queries
from assessments.workflow import words as workflow_words
from assessments.workflow.domain import Status, WorkflowError
from ecotown.accounts.fresh_sign_in import fresh_sign_in
from ecotown.common.forms.refused_forms import refused_form, show_refused
from ecotown.common.lists.pages import list_page
from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted, run_action

_QUESTION_LISTS = [("", _lazy("All")), *QUESTION_STATES.items()]


@require_safe
@login_required
def question_list(request):
    """List the questions of visitors, filtered by state and area."""
    _check_answering(request.user)
    form = list_form(request, QuestionListForm, ())
    state = form.values.get("state", "")
    questions = corrections_queries.matching_questions(
        corrections_queries.visitor_questions(state), form.values
    )
    context = {
        "questions": list_page(questions, form),
        "states": [(code, name, form.url(state=code)) for code, name in _QUESTION_LISTS],
        "state": state,
    }
    return render(request, "assessments/corrections/question_list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def question(request, pk):
    """Show one question, save its answer, and link to a correction."""
    visitor_question = _get_question(request.user, pk)
    is_open = visitor_question.is_open
    is_of_other = is_open and visitor_question.handled_by_id not in {None, request.user.pk}
    initial = {
        "answer": visitor_question.answer,
        "is_shown": visitor_question.is_shown,
        "shown_text": visitor_question.shown_text or visitor_question.text,
    }
    form = PublicAnswerForm(posted(request), initial=initial, may_be_shown=visitor_question.may_be_shown)
    if form.is_valid():
        answer = form.cleaned_data
        if run_action(
            request, question_actions.answer_question, _("Answer saved."), question=visitor_question, **answer
        ):
            return redirect("assessments:questions")
    context = {
        "question": visitor_question,
        "form": form,
        "has_address": bool(visitor_question.email),
        "may_take": is_open and visitor_question.handled_by_id != request.user.pk,
        "is_of_other": is_of_other,
        "corrections": visitor_question.corrections.order_by("number"),
    }
    return render(request, "assessments/corrections/question_detail.html", context)


@require_POST
@login_required
def take_question(request, pk):
    visitor_question = _get_question(request.user, pk)
    run_action(
        request,
        question_actions.take_question,
        _("You deal with this question now."),
        question=visitor_question,
    )
    return redirect("assessments:question", pk)


@require_http_methods(["GET", "POST"])
@login_required
def propose_correction(request, pk):
    """Choose indicators, try corrected values for them, and propose these."""
    assessment = get_assessment(request.user, pk, perm="assessments.correct")
    edition = workflow_queries.edition_of(assessment)
    codes = [code for code in dict.fromkeys(request.GET.getlist("code")) if code in edition.by_code]
    visitor_question = assessment.questions.filter(pk=parameters.number(request.GET, "question")).first()
    page = AssessmentPage(assessment)
    published = corrections_queries.published_values(assessment)
    form, is_tried = None, "try" in request.POST
    if codes:
        form = CorrectionForm(
            posted(request), edition=edition, codes=codes, published=published, is_tried=is_tried
        )
    is_sent = form and form.is_valid()
    if is_sent and not is_tried and (proposed := _propose(request, assessment, visitor_question, form)):
        return redirect("assessments:correction", pk, proposed.pk)
    context = {
        **page.context(),
        "form": form,
        "tried_level": corrections_queries.level_with(assessment, form.values)
        if is_sent and is_tried
        else None,
        "codes": codes,
        "question": visitor_question,
        "choices": [indicator for indicator in edition.indicators if indicator.code not in codes],
        "open": assessment.corrections.filter(state=CorrectionState.PROPOSED).first(),
        "is_published": assessment.status == Status.PUBLISHED,
    }
    return render(request, "assessments/corrections/correction_propose.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def correction(request, pk, correction_pk):
    """Show a correction, its level and the decision on it; POST sets the level granted by the committee."""
    assessment = get_assessment(request.user, pk, perm="assessments.correct")
    proposed = get_object_or_404(
        corrections_queries.all_corrections(), assessment=assessment, pk=correction_pk
    )
    edition = workflow_queries.edition_of(assessment)
    initial = {
        "granted_level": proposed.granted_level,
        "meeting": proposed.meeting,
        "reason": proposed.level_reason,
    }
    level_names = workflow_words.level_choices(edition)
    form = CorrectedLevelForm(posted(request), initial=initial, level_names=level_names, action=request.path)
    if form.is_valid():
        decision = form.cleaned_data
        if run_action(request, corrections.set_corrected_level, _("Saved."), correction=proposed, **decision):
            return redirect("assessments:correction", pk, correction_pk)
    facts = corrections_queries.facts_of(proposed)
    decision_refusal = _refusal(domain.check_decision, request.user, facts) or _refusal_apart(
        request.user, assessment
    )
    context = {
        "assessment": assessment,
        "shown_correction": corrections_queries.shown_correction(proposed, edition),
        "correction": proposed,
        "swap": bool(request.htmx),
        "is_unexplained": facts.is_unexplained,
        "form": form,
        "refusal_form": refused_form(request, _correction_url("refuse-correction", pk, correction_pk))
        or RefusalForm(),
        "refusal": decision_refusal,
        "approval_refusal": decision_refusal or _refusal(domain.check_approval, request.user, facts),
    }
    template = "assessments/corrections/correction_detail.html"
    # Once the level is computed, the decision takes the place of the one that waited for it.
    return render(request, f"{template}#news" if request.htmx else template, context)


@require_POST
@login_required
def retry_corrected_level(request, pk, correction_pk):
    proposed = _get_correction(request.user, pk, correction_pk)
    message = _("The level is being computed.")
    run_action(request, corrections.retry_corrected_level, message, correction=proposed)
    return redirect("assessments:correction", pk, correction_pk)


@require_POST
@login_required
@fresh_sign_in
def approve_correction(request, pk, correction_pk):
    proposed = _get_correction(request.user, pk, correction_pk)
    run_action(request, corrections.approve_correction, _("Correction approved."), correction=proposed)
    return redirect("assessments:correction", pk, correction_pk)


@require_POST
@login_required
def refuse_correction(request, pk, correction_pk):
    proposed = _get_correction(request.user, pk, correction_pk)
    form = RefusalForm(request.POST)
    url = _correction_url("correction", pk, correction_pk)
    message = _("Correction refused.")
    if form.is_valid() and run_action(
        request, corrections.refuse_correction, message, correction=proposed, **form.cleaned_data
    ):
        return redirect(url)
    return show_refused(request, form, url)


def _correction_url(name, pk, correction_pk):
    return reverse(f"assessments:{name}", args=[pk, correction_pk])


def _check_answering(user):
    if not user.has_perm("assessments.answer_questions"):
        raise PermissionDenied


def _get_question(user, pk):
    _check_answering(user)
    questions = Question.objects.select_related(
        "assessment__area__province", "assessment__cycle", "indicator", "handled_by"
    )
    return get_object_or_404(questions, pk=pk)


def _get_correction(user, pk, correction_pk):
    assessment = get_assessment(user, pk, perm="assessments.correct")
    return get_object_or_404(assessment.corrections, pk=correction_pk)


def _refusal(check, user, facts):
    """Return why the user cannot decide on a correction, in words; empty when they can."""
    try:
        check(user.pk, facts)
    except WorkflowError as error:
        return pages_words.refusal(error.code)
    return ""


def _refusal_apart(user, assessment):
    """Return that the user acted for the province, in words; empty when they did not."""
    try:
        workflow_queries.check_apart([assessment], user.pk)
    except WorkflowError as error:
        return pages_words.refusal(error.code)
    return ""


def _propose(request, assessment, visitor_question, form):
    """Propose the correction of a form and show the outcome; return it, None when it was refused."""
    return run_action(
        request,
        corrections.propose_correction,
        _("Correction proposed. Another administrator decides."),
        assessment=assessment,
        values=form.values,
        reason=form.cleaned_data["reason"],
        question=visitor_question,
    )
