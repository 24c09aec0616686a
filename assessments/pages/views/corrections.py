"""Views of questions about published results, their answers, and corrections."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.corrections import domain
from assessments.corrections import queries as corrections_queries
from assessments.corrections.actions import corrections
from assessments.corrections.actions import questions as question_actions
from assessments.corrections.domain import CorrectionState, QuestionState
from assessments.corrections.models import Question
from assessments.corrections.words import QUESTION_STATES
from assessments.pages import words as pages_words
from assessments.pages.forms.corrections import (
    CorrectedLevelForm,
    CorrectionForm,
    PublicAnswerForm,
    QuestionForm,
    RefusalForm,
)
from assessments.pages.forms.lists import QuestionListForm
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.views.access import get_assessment
from assessments.pages.views.lists import list_form
from assessments.workflow import queries as workflow_queries
from assessments.workflow import words as workflow_words
from assessments.workflow.domain import Status, WorkflowError
from assessments.workflow.models import Assessment
from ecotown.common.forms.refused_forms import refused_form, show_refused
from ecotown.common.lists.pages import list_page
from ecotown.common.requests import parameters
from ecotown.common.requests.visitors import visitor_hash
from ecotown.common.steps.running import posted, run_action


@require_http_methods(["GET", "POST"])
@never_cache
def ask(request, pk):
    """Take a visitor's question about a published result; no account is needed."""
    published = Assessment.objects.filter(status=Status.PUBLISHED)
    assessment = get_object_or_404(
        published.select_related("area__province", "cycle__framework", "resolution"), pk=pk
    )
    initial = {"code": parameters.word(request.GET, "indicator")}
    form = QuestionForm(posted(request), initial=initial, edition=workflow_queries.edition_of(assessment))
    status = 200
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        is_person = not values.pop("website")
        try:
            if is_person:
                by = request.user if request.user.is_authenticated else None
                asker = visitor_hash(request, "assessments.questions")
                question_actions.ask_question(assessment=assessment, asker=asker, by=by, **values)
        except WorkflowError as error:
            form.add_error(None, pages_words.refusal(error.code))
            status = 429 if error.code == "too-many-questions" else 200
        else:
            messages.success(request, _("Thank you. The department has your question."))
            return redirect(assessment.area)
    context = {"assessment": assessment, "form": form}
    return render(request, "assessments/corrections/question_ask.html", context, status=status)


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
    initial = {
        "answer": visitor_question.answer,
        "is_shown": visitor_question.is_shown,
        "shown_text": visitor_question.shown_text or visitor_question.text,
    }
    form = PublicAnswerForm(posted(request), initial=initial)
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
        "may_take": visitor_question.state == QuestionState.NEW,
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
    """Choose indicators and propose corrected values for them."""
    assessment = get_assessment(request.user, pk, perm="assessments.correct")
    edition = workflow_queries.edition_of(assessment)
    codes = [code for code in dict.fromkeys(request.GET.getlist("code")) if code in edition.by_code]
    visitor_question = assessment.questions.filter(pk=parameters.number(request.GET, "question")).first()
    page = AssessmentPage(assessment)
    published = corrections_queries.published_values(assessment)
    form = None
    if codes:
        form = CorrectionForm(posted(request), edition=edition, codes=codes, published=published)
    is_sent = form and form.is_valid()
    if is_sent and (proposed := _propose(request, assessment, visitor_question, form)):
        return redirect("assessments:correction", pk, proposed.pk)
    context = {
        **page.context(),
        "form": form,
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
    computed = getattr(proposed, "computed", None)
    context = {
        "assessment": assessment,
        "shown_correction": corrections_queries.shown_correction(proposed, edition),
        "correction": proposed,
        "computed": computed,
        "form": form,
        "refusal_form": refused_form(request, _correction_url("refuse-correction", pk, correction_pk))
        or RefusalForm(),
        "refusal": _refusal(request.user, proposed, computed),
    }
    template = "assessments/corrections/correction_detail.html"
    return render(request, f"{template}#outcome" if request.htmx else template, context)


@require_POST
@login_required
def retry_corrected_level(request, pk, correction_pk):
    proposed = _get_correction(request.user, pk, correction_pk)
    message = _("The level is being computed.")
    run_action(request, corrections.retry_corrected_level, message, correction=proposed)
    return redirect("assessments:correction", pk, correction_pk)


@require_POST
@login_required
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


def _refusal(user, proposed, computed):
    """Return why the user cannot decide on a correction, in words; empty when they can."""
    try:
        level = computed.level if computed else None
        domain.check_decision(user.pk, proposed.proposed_by_id, proposed.state, computed_level=level)
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
