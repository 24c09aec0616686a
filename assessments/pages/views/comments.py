"""Views of comment threads on values and evidence, and of internal notes."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.audit.actions import comments as comment_actions
from assessments.audit.models.comments import Thread
from assessments.audit.queries import comments as comment_queries
from assessments.evidence.models import Citation
from assessments.pages.forms.audit import CommentForm
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.screens.audit_list import show_of, show_query
from assessments.pages.views.access import get_assessment
from assessments.workflow import domain, queries
from ecotown.common.forms.refused_forms import show_refused
from ecotown.common.requests import parameters
from ecotown.common.steps.running import run_action


@require_http_methods(["GET", "POST"])
@login_required
def threads(request, pk, code):
    """Show the threads on a value; a posted comment opens a new thread."""
    assessment = get_assessment(request.user, pk, perm="assessments.view_evidence")
    edition = queries.edition_of(assessment)
    if code not in edition.by_code:
        raise Http404
    if request.method == "POST":
        assessment = get_assessment(request.user, pk, perm="assessments.comment")
        form = CommentForm(request.POST)
        url = _threads_url(request.user, assessment, code)
        if form.is_valid() and _open(request, assessment, code, form.cleaned_data):
            return _back_to(request, url)
        return show_refused(request, form, url)
    context = {
        **AssessmentPage(assessment).context(),
        "indicator": edition.by_code[code],
        "aspect": queries.aspect_of(edition, code),
        "threads": comment_queries.indicator_threads(assessment, code),
        "may_comment": request.user.has_perm("assessments.comment", assessment)
        and assessment.status in domain.COMMENTABLE,
        "show_query": "",
    }
    return render(request, "assessments/audit/thread_list.html", context)


@require_POST
@login_required
def answer(request, pk, thread_pk):
    thread = _thread(request, pk, thread_pk)
    form = CommentForm(request.POST)
    url = _threads_url(request.user, thread.assessment, thread.indicator.code)
    values = {"thread": thread, "text": form.cleaned_data["text"]} if form.is_valid() else {}
    if values and run_action(request, comment_actions.answer_thread, _("Comment saved."), **values):
        return _back_to(request, url)
    return show_refused(request, form, url)


@require_POST
@login_required
def settle(request, pk, thread_pk):
    """Settle a thread, or reopen it when `reopen` is posted."""
    thread = _thread(request, pk, thread_pk)
    is_settled = "reopen" not in request.POST
    message = _("Thread settled.") if is_settled else _("Thread opened again.")
    run_action(request, comment_actions.settle_thread, message, thread=thread, is_settled=is_settled)
    return _back_to(request, _threads_url(request.user, thread.assessment, thread.indicator.code))


@require_POST
@login_required
def note(request, pk, code):
    """Save an internal note, which only the assigned assessors and administrators read."""
    assessment = get_assessment(request.user, pk, perm="assessments.write_note")
    form = CommentForm(request.POST)
    if code not in queries.edition_of(assessment).by_code:
        raise Http404
    url = _threads_url(request.user, assessment, code)
    comment = {"code": code, "text": form.cleaned_data["text"]} if form.is_valid() else {}
    if comment and run_action(
        request, comment_actions.write_note, _("Internal note saved."), assessment=assessment, **comment
    ):
        return _back_to(request, url)
    return show_refused(request, form, url)


def _open(request, assessment, code, values):
    """Open a thread and show the outcome; return whether it succeeded."""
    citation = Citation.objects.filter(
        pk=values["citation"], evidence__assessment=assessment, indicator__code=code
    ).first()
    location = {"evidence": citation.evidence, "page": citation.page} if citation else {}
    return run_action(
        request,
        comment_actions.open_thread,
        _("Comment saved."),
        assessment=assessment,
        code=code,
        text=values["text"],
        **location,
    )


def _thread(request, pk, thread_pk):
    assessment = get_assessment(request.user, pk, perm="assessments.comment")
    rows = Thread.objects.select_related("indicator", "assessment")
    return get_object_or_404(rows, assessment=assessment, pk=thread_pk)


def _back_to(request, url):
    """Redirect to the threads; the list beside them shows what it has shown."""
    show = show_of(parameters.word(request.GET, "show"))
    return redirect(f"{url}{show_query(show)}#threads")


def _threads_url(user, assessment, code):
    """Return the page of the threads: the audit screen for those who may read it, else their own page."""
    name = "audit-indicator" if user.has_perm("assessments.read_audit", assessment) else "threads"
    return reverse(f"assessments:{name}", args=[assessment.pk, code])
