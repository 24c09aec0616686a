"""Views of evidence: the library of an assessment, its files and their citations."""

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.evidence import actions
from assessments.evidence import queries as evidence_queries
from assessments.evidence import words as evidence_words
from assessments.evidence.models import Citation, Evidence
from assessments.pages import words as pages_words
from assessments.pages.forms.evidence import CitationForm, UploadForm
from assessments.pages.screens import assessment as assessment_screens
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.views.access import get_assessment
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import WorkflowError
from ecotown.common.files import uploads
from ecotown.common.files.uploads import RefusedUpload
from ecotown.common.forms.refused_forms import show_refused
from ecotown.common.requests.downloads import download
from ecotown.common.steps.running import posted_with_files, run_action

MESSAGES = {"added": messages.success, "known": messages.info, "refused": messages.error}
# A browser that opens the file runs no scripts and loads no resources, whatever the file contains.
SANDBOX = {"default-src": [NONE], "sandbox": True}
# The browser makes a page for a PDF or picture and styles it, so styles are not forbidden.
SHOWN = {"script-src": [NONE], "sandbox": True, "frame-ancestors": [SELF]}


def get_evidence(user, pk, evidence_pk, perm):
    """Return the evidence; raise 404 when the user may not see it, 403 when `perm` is missing."""
    evidence = get_object_or_404(
        Evidence.objects.visible_to(user).select_related("assessment__area__province"),
        assessment__pk=pk,
        pk=evidence_pk,
    )
    if not user.has_perm(perm, evidence.assessment):
        raise PermissionDenied
    return evidence


@require_http_methods(["GET", "POST"])
@login_required
def library(request, pk):
    """List the files of an assessment and take uploads; the script of the page sends them one at a time."""
    assessment = get_assessment(request.user, pk, perm="assessments.view_evidence")
    may_prove = request.user.has_perm("assessments.prove", assessment)
    if request.method == "POST" and not may_prove:
        raise PermissionDenied
    form = UploadForm(*posted_with_files(request))
    if form.is_valid():
        outcomes = [_store(file, assessment, by=request.user) for file in form.cleaned_data["files"]]
        if not request.accepts("text/html"):
            return _outcomes(outcomes)
        _show_messages(request, outcomes)
        return redirect("assessments:evidence", pk=pk)
    if request.method == "POST" and not request.accepts("text/html"):
        return _outcomes([("refused", " ".join(form.errors["files"]))])
    files = evidence_queries.evidence_files(assessment)
    context = {
        "assessment": assessment,
        "form": form,
        "files": [evidence for evidence in files if not evidence.is_removed],
        "removed": [evidence for evidence in files if evidence.is_removed],
        "is_form": may_prove and assessment.is_editable,
        "is_waiting": any(evidence.is_unfinished for evidence in files),
        "max_mb": settings.EVIDENCE_MAX_MB,
        "is_scanning": bool(settings.CLAMD_ADDRESS),
    }
    template = "assessments/evidence/evidence_list.html"
    if request.htmx:
        return render(request, f"{template}#files", context)
    return render(request, template, AssessmentPage(assessment).context(**context))


@require_safe
@login_required
@csp(SANDBOX)
def file(request, pk, evidence_pk):
    """Send the file as a download; browsers never show it as a page of the portal."""
    evidence = get_evidence(request.user, pk, evidence_pk, perm="assessments.view_evidence")
    if not evidence.is_servable:
        messages.error(
            request, _("This file cannot be opened: %(state)s.") % {"state": evidence.state_in_words}
        )
        return redirect("assessments:evidence", pk=pk)
    name = uploads.download_name(evidence.name, evidence.kind)
    return download(evidence.file, name, uploads.MEDIA_TYPES[evidence.kind], is_private=True)


@require_safe
@login_required
@xframe_options_sameorigin
@csp(SHOWN)
def view_file(request, pk, evidence_pk):
    """Send a PDF or picture for display beside its value, sandboxed like the download."""
    evidence = get_evidence(request.user, pk, evidence_pk, perm="assessments.view_evidence")
    if not evidence.is_shown:
        raise Http404
    name = uploads.download_name(evidence.name, evidence.kind)
    return download(evidence.file, name, uploads.MEDIA_TYPES[evidence.kind], is_shown=True, is_private=True)


@require_safe
@login_required
@csp(SANDBOX)
def thumbnail(request, pk, evidence_pk):
    """Send the thumbnail made by a worker."""
    evidence = get_evidence(request.user, pk, evidence_pk, perm="assessments.view_evidence")
    if evidence.preview != Evidence.Preview.READY or not evidence.is_servable:
        raise Http404
    return download(evidence.thumbnail, "preview.webp", "image/webp", is_shown=True, is_private=True)


@require_POST
@login_required
def remove_evidence(request, pk, evidence_pk):
    evidence = get_evidence(request.user, pk, evidence_pk, perm="assessments.prove")
    message = _("The file has been removed.")
    run_action(request, actions.remove_evidence, message, evidence=evidence)
    return redirect("assessments:evidence", pk=pk)


@require_POST
@login_required
def retry_preview(request, pk, evidence_pk):
    """Have a preview made again after an error; everyone who may see the file may ask for it."""
    evidence = get_evidence(request.user, pk, evidence_pk, perm="assessments.view_evidence")
    message = _("The preview is being made.")
    run_action(request, actions.retry_preview, message, evidence=evidence)
    return redirect("assessments:evidence", pk=pk)


@require_POST
@login_required
def cite(request, pk):
    """Cite files for an indicator: one of the library, new ones, which are added to it, or both."""
    assessment = get_assessment(request.user, pk, perm="assessments.prove")
    form = CitationForm(request.POST, request.FILES, assessment=assessment)
    if form.is_valid():
        outcomes = _cite_all(assessment, by=request.user, **form.cleaned_data)
    else:
        outcomes = [("refused", errors[0]) for errors in form.errors.values()]
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


def _cite_all(assessment, *, evidence, files, by, **location):
    """Cite the chosen file, if any, then each new one; return the outcome of each."""
    citation = {"evidence": evidence, "by": by, **location}
    outcomes = [_outcome_of(actions.cite, _("Evidence cited."), **citation)] if evidence else []
    return outcomes + [_store(file, assessment, by=by, **location) for file in files]


def _store(file, assessment, *, by, **location):
    """Examine and store one file, and cite it if `location` names an indicator; return (state, message)."""
    name = uploads.plain_name(file.name)
    action = actions.prove if location else actions.add_evidence
    try:
        upload = uploads.examine(file, file.name, max_bytes=settings.EVIDENCE_MAX_MB * uploads.MEGABYTE)
        evidence, is_new = action(assessment=assessment, upload=upload, by=by, **location)
    except RefusedUpload as error:
        return "refused", _("%(name)s was refused. %(reason)s") % {
            "name": name,
            "reason": evidence_words.upload_refusal(error.code),
        }
    except WorkflowError as error:
        return "refused", pages_words.refusal(error.code)
    if is_new:
        return "added", evidence_words.file_added(evidence, is_cited=bool(location))
    names = {"name": name, "known": evidence.name}
    if location:
        return "known", _("%(name)s is already there as %(known)s, which has been cited.") % names
    return "known", _("%(name)s is already there as %(known)s. Nothing was added.") % names


def _at_indicator(request, assessment, code, outcomes, form=None):
    """Show the outcomes at the indicator; htmx swaps only its evidence, so that nothing typed is lost."""
    aspect = workflow_queries.aspect_of(workflow_queries.edition_of(assessment), code)
    url = assessment_screens.aspect_url(assessment, aspect.code) if aspect else assessment.get_absolute_url()
    if form and aspect and not request.htmx and _are_refused(outcomes):
        return _show_refused(request, form, url, code, outcomes)
    if not request.htmx or aspect is None:
        _show_messages(request, outcomes)
        return redirect(f"{url}#evidence-{code.lower()}" if aspect else url)
    typed = request.POST if _are_refused(outcomes) else {}
    is_form = assessment.is_editable
    return _indicator_evidence(
        request, assessment, aspect, code, is_form=is_form, outcomes=outcomes, typed=typed
    )


def _show_refused(request, form, url, code, outcomes):
    """Show the page of the indicator with the refused form.

    The code is part of its name because all indicators of the page post to the same address.
    """
    _show_messages(request, outcomes)
    form.outcomes = [outcome for outcome in outcomes if outcome[0] == "refused"]
    return show_refused(request, form, url, name=f"{request.path}#{code}")


def _are_refused(outcomes):
    return any(state == "refused" for state, _message in outcomes)


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


def _outcomes(outcomes):
    return JsonResponse({"outcomes": [{"state": state, "message": message} for state, message in outcomes]})


def _show_messages(request, outcomes):
    for state, message in outcomes:
        MESSAGES[state](request, message)
