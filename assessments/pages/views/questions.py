"""Views of a visitor: asking about a published result, and reading what became of the question."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.corrections import domain
from assessments.corrections import queries as corrections_queries
from assessments.corrections.actions import questions as question_actions
from assessments.corrections.words import question_stages
from assessments.pages import words as pages_words
from assessments.pages.forms.corrections import QuestionCodeForm, QuestionForm
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import Status, WorkflowError
from assessments.workflow.models import Assessment
from ecotown.common.holidays.queries import after_working_days
from ecotown.common.requests import parameters
from ecotown.common.requests.visitors import Allowance, visitor_hash
from ecotown.common.steps.running import posted
from ecotown.configuration.queries import current

PAGE = "assessments/corrections/question_status.html"


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
    status, question = HTTPStatus.OK, None
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if values.pop("website"):  # only a program fills it in
            return redirect(assessment.area)
        try:
            by = request.user if request.user.is_authenticated else None
            asker = visitor_hash(request, "assessments.questions")
            question = question_actions.ask_question(assessment=assessment, asker=asker, by=by, **values)
        except WorkflowError as error:
            form.add_error(None, pages_words.refusal(error.code))
            if error.code == "too-many-questions":
                status = HTTPStatus.TOO_MANY_REQUESTS
    if question:
        messages.success(request, _("Thank you. The department has your question."))
        return redirect(question)
    answer_by = after_working_days(timezone.localdate(), current().question_answer_days)
    context = {"assessment": assessment, "form": form, "answer_by": answer_by}
    return render(request, "assessments/corrections/question_ask.html", context, status=status)


@require_safe
@never_cache
def find_question(request):
    """Show the form for a reference number, and redirect to the page of the question."""
    form = QuestionCodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        code = domain.code_in(form.cleaned_data["code"])
        # Dots alone would lead to another page: in an address they mean a folder.
        return redirect("assessments:question-status", code if code.strip(".") else "-")
    return render(request, PAGE, {"form": form, "is_search": True})


@require_safe
@never_cache
def question_status(request, code):
    """Show what became of a question, to whoever has its reference number.

    Wrong numbers are limited per network. One that exists is always answered, as it is too long to guess.
    """
    question = corrections_queries.question_by_code(domain.code_in(code))
    if question and question.code != code:
        return redirect(question)
    if question is None:
        tries = _allowance()
        if tries.is_used_up(request):
            return _come_back_later(request, tries.seconds_left())
        tries.use(request)
        typed = {"code": domain.grouped_code(domain.code_in(code))}
        context = {"form": QuestionCodeForm(initial=typed), "is_missing": True}
        return render(request, PAGE, context, status=HTTPStatus.NOT_FOUND)
    context = {
        "form": QuestionCodeForm(),
        "question": question,
        "stages": question_stages(question),
        "corrections": corrections_queries.corrections_after(question),
    }
    return render(request, PAGE, context)


@require_POST
def withdraw_consent(request, code):
    """Take back the visitor's consent; whoever has the reference number may."""
    question = corrections_queries.question_by_code(domain.code_in(code))
    if question is None:
        tries = _allowance()
        if tries.is_used_up(request):
            return _come_back_later(request, tries.seconds_left())
        tries.use(request)
        raise Http404
    by = request.user if request.user.is_authenticated else None
    question_actions.withdraw_consent(question=question, by=by)
    messages.success(request, _("Question and answer are not shown to others any more."))
    return redirect("assessments:question-status", question.code)


def _allowance():
    """Return the allowance of wrong reference numbers."""
    return Allowance("assessments.question-codes", current().question_tries, current().question_minutes * 60)


def _come_back_later(request, seconds):
    context = {"form": None, "minutes": -(-seconds // 60)}
    response = render(request, PAGE, context, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = seconds
    return response
