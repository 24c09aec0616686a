"""Threads on a value or on a page of its evidence, and what assessors note for themselves."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments import actions, queries
from assessments.domain import workflow
from assessments.forms import CommentForm
from assessments.models import Citation, Thread
from assessments.views.assessments import do, get_assessment
from ecotown.common.refusing import show_refused


@require_http_methods(["GET", "POST"])
@login_required
def threads(request, pk, code):
    """What province and assessors wrote about a value; a comment sent here opens a thread."""
    assessment = get_assessment(request.user, pk, perm="assessments.view_evidence")
    edition = queries.edition_of(assessment)
    if code not in edition.by_code:
        raise Http404
    if request.method == "POST":
        assessment = get_assessment(request.user, pk, perm="assessments.comment")
        form = CommentForm(request.POST)
        place = _place(request.user, assessment, code)
        if form.is_valid() and _open(request, assessment, code, form.cleaned_data):
            return redirect(f"{place}#threads")
        return show_refused(request, form, place)
    context = {
        **queries.workspace(assessment),
        "indicator": edition.by_code[code],
        "aspect": queries.aspect_of(edition, code),
        "threads": queries.threads_on(assessment, code),
        "may_comment": request.user.has_perm("assessments.comment", assessment)
        and assessment.status in workflow.COMMENTABLE,
    }
    return render(request, "assessments/threads.html", context)


@require_POST
@login_required
def answer(request, pk, thread_pk):
    thread = _thread(request, pk, thread_pk)
    form = CommentForm(request.POST)
    place = _place(request.user, thread.assessment, thread.indicator.code)
    said = {"thread": thread, "text": form.cleaned_data["text"]} if form.is_valid() else {}
    if said and do(request, actions.answer_thread, _("Comment saved."), **said):
        return redirect(f"{place}#threads")
    return show_refused(request, form, place)


@require_POST
@login_required
def settle(request, pk, thread_pk):
    """Settle a thread, or open it again when that is what was sent."""
    thread = _thread(request, pk, thread_pk)
    is_settled = "reopen" not in request.POST
    done = _("Thread settled.") if is_settled else _("Thread opened again.")
    do(request, actions.settle_thread, done, thread=thread, is_settled=is_settled)
    return redirect(f"{_place(request.user, thread.assessment, thread.indicator.code)}#threads")


@require_POST
@login_required
def note(request, pk, code):
    """Keep an internal note, which only assessors and administrators read."""
    assessment = get_assessment(request.user, pk, perm="assessments.write_note")
    form = CommentForm(request.POST)
    if code not in queries.edition_of(assessment).by_code:
        raise Http404
    place = _place(request.user, assessment, code)
    said = {"code": code, "text": form.cleaned_data["text"]} if form.is_valid() else {}
    if said and do(request, actions.write_note, _("Internal note saved."), assessment=assessment, **said):
        return redirect(f"{place}#threads")
    return show_refused(request, form, place)


def _open(request, assessment, code, values):
    """Open a thread and say how that went; True when it went well."""
    citation = Citation.objects.filter(
        pk=values["citation"], evidence__assessment=assessment, indicator__code=code
    ).first()
    about = {"evidence": citation.evidence, "page": citation.page} if citation else {}
    return do(
        request,
        actions.open_thread,
        _("Comment saved."),
        assessment=assessment,
        code=code,
        text=values["text"],
        **about,
    )


def _thread(request, pk, thread_pk):
    assessment = get_assessment(request.user, pk, perm="assessments.comment")
    rows = Thread.objects.select_related("indicator", "assessment")
    return get_object_or_404(rows, assessment=assessment, pk=thread_pk)


def _place(user, assessment, code):
    """Where one writes: assessors on the screen of the audit, officers on the page of the threads."""
    name = "audit-indicator" if user.has_perm("assessments.read_audit", assessment) else "threads"
    return reverse(f"assessments:{name}", args=[assessment.pk, code])
