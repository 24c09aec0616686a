"""Views of evidence: the library of an assessment and its files."""

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
from assessments.evidence.models import Evidence
from assessments.pages.forms.evidence import LibraryFilterForm, UploadForm
from assessments.pages.screens import evidence as evidence_screens
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.views import citations
from assessments.pages.views.access import get_assessment
from assessments.pages.views.file_outcomes import show_messages, store_file
from assessments.workflow import queries as workflow_queries
from ecotown.common.files import uploads
from ecotown.common.requests import parameters
from ecotown.common.requests.downloads import download
from ecotown.common.steps.running import posted_with_files, run_action
from ecotown.configuration.queries import current

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
    """Show the files of an assessment and take uploads; the script of the page sends them one at a time."""
    assessment = get_assessment(request.user, pk, perm="assessments.view_evidence")
    may_prove = request.user.has_perm("assessments.prove", assessment)
    if request.method == "POST" and not may_prove:
        raise PermissionDenied
    form = UploadForm(*posted_with_files(request))
    if form.is_valid():
        outcomes = [store_file(file, assessment, by=request.user) for file in form.cleaned_data["files"]]
        if not request.accepts("text/html"):
            return _outcomes(outcomes)
        show_messages(request, outcomes)
        return redirect("assessments:evidence", pk=pk)
    if request.method == "POST" and not request.accepts("text/html"):
        return _outcomes([("refused", " ".join(form.errors["files"]))])
    is_form = may_prove and assessment.is_editable
    context = {
        **_library_context(request, assessment),
        "form": form,
        "is_form": is_form,
        "max_mb": current().evidence_max_mb,
        "is_scanning": bool(settings.CLAMD_ADDRESS),
        "citation_form": citations.library_form(request, assessment) if is_form else None,
    }
    template = "assessments/evidence/evidence_list.html"
    if request.htmx:
        return render(request, f"{template}#files", context)
    return render(request, template, AssessmentPage(assessment).context(**context))


def _library_context(request, assessment):
    """Return the files that the address asks for, and the address of the same files without a page."""
    filter_form = LibraryFilterForm(request.GET, edition=workflow_queries.edition_of(assessment))
    files = evidence_queries.evidence_files(assessment)
    query = request.GET.copy()
    for name in ("page", "file"):
        query.pop(name, None)
    chosen = query.copy()
    chosen.pop("show", None)
    return {
        "assessment": assessment,
        "filter_form": filter_form,
        "library": evidence_screens.library_of(
            files,
            **filter_form.filters,
            state=parameters.word(request.GET, "show"),
            number=parameters.number(request.GET, "page"),
            shown=parameters.number(request.GET, "file"),
        ),
        "asked": query.urlencode(),
        "asked_of_any_state": f"{chosen.urlencode()}&" if chosen else "",
        "is_waiting": any(evidence.is_unfinished for evidence in files),
    }


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


def _outcomes(outcomes):
    return JsonResponse({"outcomes": [{"state": state, "message": message} for state, message in outcomes]})
