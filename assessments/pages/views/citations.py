"""Views of citations: evidence cited for one indicator, and for several from the library."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.evidence import actions
from assessments.evidence import queries as evidence_queries
from assessments.evidence import words as evidence_words
from assessments.evidence.models import Citation
from assessments.pages import words as pages_words
from assessments.pages.forms.evidence import CitationForm, LibraryCitationForm
from assessments.pages.screens import aspects
from assessments.pages.views.access import get_assessment
from assessments.pages.views.file_outcomes import show_messages, store_file
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import WorkflowError
from ecotown.common.forms.refused_forms import refused_form, show_refused
from ecotown.common.steps.running import run_form_action


@require_POST
@login_required
def cite_files(request, pk):
    """Cite files of the library for items of indicators, all of them or none."""
    assessment = get_assessment(request.user, pk, perm="assessments.prove")
    form = _new_library_form(assessment, request.POST)
    url = reverse("assessments:evidence", args=[pk])
    count = run_form_action(
        request,
        form,
        actions.cite_files,
        "",
        assessment=assessment,
        error_fields={"cited-already": "targets"},
    )
    if count is None:
        return show_refused(request, form, url)
    messages.success(request, evidence_words.files_cited(count))
    return redirect(f"{url}?{request.GET.urlencode()}" if request.GET else url)


def library_form(request, assessment):
    """Return the form that cites files of the library, as it was refused or empty."""
    address = reverse("assessments:cite-files", args=[assessment.pk])
    return refused_form(request, address) or _new_library_form(assessment)


def _new_library_form(assessment, data=None):
    edition = workflow_queries.edition_of(assessment)
    return LibraryCitationForm(
        data, assessment=assessment, edition=edition, unlocked=assessment.unlocked_codes()
    )


@require_POST
@login_required
def cite(request, pk):
    """Cite files for an indicator: one of the library, new ones, which are added to it, or both."""
    assessment = get_assessment(request.user, pk, perm="assessments.prove")
    form = CitationForm(request.POST, request.FILES, assessment=assessment)
    outcomes = _cite_all(assessment, form, by=request.user) if form.is_valid() else []
    return _at_indicator(request, assessment, form.cleaned_data.get("code", ""), outcomes, form)


@require_safe
@login_required
def indicator_evidence(request, pk, code):
    """Show the evidence of one indicator; polled by its page while a file is examined."""
    assessment = get_assessment(request.user, pk, perm="assessments.view_evidence")
    aspect = workflow_queries.aspect_of(workflow_queries.edition_of(assessment), code)
    if aspect is None:
        raise Http404
    is_form = assessment.is_editable and request.user.has_perm("assessments.prove", assessment)
    return _indicator_evidence(request, assessment, aspect, code, is_form=is_form)


@require_POST
@login_required
def remove_citation(request, pk, citation_pk):
    assessment = get_assessment(request.user, pk, perm="assessments.prove")
    citation = get_object_or_404(
        Citation.objects.select_related("indicator", "evidence__assessment"),
        evidence__assessment=assessment,
        pk=citation_pk,
    )
    message = _("The citation has been removed. The file stays in the evidence.")
    outcome = _outcome_of(actions.remove_citation, message, by=request.user, citation=citation)
    return _at_indicator(request, assessment, citation.indicator.code, [outcome])


def _cite_all(assessment, form, *, by):
    """Cite the chosen file, if any, then each new one; return the outcome of each."""
    location = {name: form.cleaned_data[name] for name in ("code", "expected", "note")}
    evidence, page = form.cleaned_data["evidence"], form.cleaned_data["page"]
    citation = {"evidence": evidence, "page": page, "by": by, **location}
    outcomes = [_outcome_of(actions.cite, _("Evidence cited."), **citation)] if evidence else []
    return outcomes + [
        store_file(file, assessment, by=by, page=page, **location)
        for file, page in zip(form.cleaned_data["files"], form.pages, strict=True)
    ]


def _at_indicator(request, assessment, code, outcomes, form=None):
    """Show the outcomes at the indicator; htmx swaps only its evidence, so that nothing typed is lost."""
    aspect = workflow_queries.aspect_of(workflow_queries.edition_of(assessment), code)
    url = aspects.aspect_url(assessment, aspect.code) if aspect else assessment.get_absolute_url()
    is_refused = bool(form and form.errors) or any(state == "refused" for state, _message in outcomes)
    if form and aspect and is_refused and not request.htmx:
        return _show_refused(request, form, url, code, outcomes)
    if not request.htmx or aspect is None:
        show_messages(request, [*outcomes, *_form_errors(form)])
        return redirect(f"{url}#evidence-{code.lower()}" if aspect else url)
    return _indicator_evidence(
        request,
        assessment,
        aspect,
        code,
        is_form=assessment.is_editable,
        outcomes=outcomes,
        sent=form if is_refused else None,
        place=form.cleaned_data.get("place", "") if form else None,
    )


def _show_refused(request, form, url, code, outcomes):
    """Show the page of the indicator with the refused form.

    The code is part of its name because all indicators of the page post to the same address.
    """
    show_messages(request, [*outcomes, *_form_errors(form)])
    form.outcomes = [outcome for outcome in outcomes if outcome[0] == "refused"]
    return show_refused(request, form, url, name=f"{request.path}#{code}")


def _form_errors(form):
    """Return the errors of a form as outcomes."""
    return [("refused", errors[0]) for errors in form.errors.values()] if form else []


def _indicator_evidence(request, assessment, aspect, code, **context):
    indicators = {indicator.code: indicator for indicator in aspect.indicators}
    citations = evidence_queries.citations_of(assessment)
    context |= {
        "card": {
            "indicator": indicators[code],
            "evidence": evidence_queries.evidence_by_code(citations, aspect)[code],
        },
        "assessment": assessment,
        "citable": evidence_queries.citable_files(assessment),
    }
    return render(request, "assessments/evidence/indicator_evidence.html", context)


def _outcome_of(action, message, **values):
    """Run an action; return its outcome as (state, message)."""
    try:
        action(**values)
    except WorkflowError as error:
        return "refused", pages_words.refusal(error.code)
    return "added", message
