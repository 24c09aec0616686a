"""The library of an assessment's evidence, its files, and citing them."""

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import actions, labels, queries
from assessments.domain.workflow import WorkflowError
from assessments.forms import CitationForm, UploadForm
from assessments.models import Citation, Evidence
from assessments.views.assessments import get_assessment
from ecotown.common import uploads
from ecotown.common.refusing import show_refused
from ecotown.common.uploads import RefusedUpload

MESSAGES = {"added": messages.success, "known": messages.info, "refused": messages.error}
# Whatever a file holds, a browser that opens it runs and loads nothing.
SANDBOX = {"default-src": [NONE], "sandbox": True}


def get_evidence(user, pk, evidence_pk, perm):
    """404 outside what the user may see, 403 when they may see but not do."""
    found = get_object_or_404(
        Evidence.objects.visible_to(user).select_related("assessment__area__province"),
        assessment__pk=pk,
        pk=evidence_pk,
    )
    if not user.has_perm(perm, found.assessment):
        raise PermissionDenied
    return found


@require_http_methods(["GET", "POST"])
@login_required
def library(request, pk):
    """The files of an assessment; an officer sends more, the script of the page one at a time."""
    assessment = get_assessment(request.user, pk, perm="assessments.view_evidence")
    may_prove = request.user.has_perm("assessments.prove", assessment)
    if request.method == "POST" and not may_prove:
        raise PermissionDenied
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        outcomes = [_take(file, assessment, by=request.user) for file in form.cleaned_data["files"]]
        if not request.accepts("text/html"):
            return _outcomes(outcomes)
        _tell(request, outcomes)
        return redirect("assessments:evidence", pk=pk)
    if request.method == "POST" and not request.accepts("text/html"):
        return _outcomes([("refused", " ".join(form.errors["files"]))])
    files = queries.library(assessment)
    context = {
        "assessment": assessment,
        "form": form,
        "files": [one for one in files if not one.is_removed],
        "removed": [one for one in files if one.is_removed],
        "is_form": may_prove and assessment.is_editable,
        "is_waiting": any(one.is_unfinished for one in files),
        "max_mb": settings.EVIDENCE_MAX_MB,
        "is_scanning": bool(settings.CLAMD_ADDRESS),
    }
    template = "assessments/evidence.html"
    if request.htmx:
        return render(request, f"{template}#files", context)
    return render(request, template, context | queries.workspace(assessment))


@require_safe
@login_required
@csp(SANDBOX)
def file(request, pk, evidence_pk):
    """The file itself, only to be kept: no browser shows it as a page of the portal."""
    found = get_evidence(request.user, pk, evidence_pk, perm="assessments.view_evidence")
    if not found.is_servable:
        messages.error(request, _("This file cannot be opened: %(state)s.") % {"state": found.standing})
        return redirect("assessments:evidence", pk=pk)
    name = uploads.download_name(found.name, found.kind)
    return _sent(found.file, as_attachment=True, filename=name, content_type=uploads.MEDIA_TYPES[found.kind])


@require_safe
@login_required
@xframe_options_sameorigin
@csp(SANDBOX | {"frame-ancestors": [SELF]})
def view_file(request, pk, evidence_pk):
    """A PDF or a picture to be shown beside its value, as sandboxed as the file itself."""
    found = get_evidence(request.user, pk, evidence_pk, perm="assessments.view_evidence")
    if not found.is_shown:
        raise Http404
    name = uploads.download_name(found.name, found.kind)
    return _sent(found.file, filename=name, content_type=uploads.MEDIA_TYPES[found.kind])


@require_safe
@login_required
@csp(SANDBOX)
def thumbnail(request, pk, evidence_pk):
    """The small picture that a worker made."""
    found = get_evidence(request.user, pk, evidence_pk, perm="assessments.view_evidence")
    if found.preview != Evidence.Preview.READY or not found.is_servable:
        raise Http404
    return _sent(found.thumbnail, filename="preview.webp", content_type="image/webp")


@require_POST
@login_required
def remove_evidence(request, pk, evidence_pk):
    found = get_evidence(request.user, pk, evidence_pk, perm="assessments.prove")
    done = _("The file has been removed.")
    _tell(request, [_outcome_of(actions.remove_evidence, done, by=request.user, evidence=found)])
    return redirect("assessments:evidence", pk=pk)


@require_POST
@login_required
def cite(request, pk):
    """Cite a file of the library for an indicator, or new files, which join the library, or both."""
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
    """The evidence of an indicator alone, which its page follows while a file is examined."""
    assessment = get_assessment(request.user, pk, perm="assessments.view_evidence")
    aspect = queries.aspect_of(queries.edition_of(assessment), code)
    if aspect is None:
        raise Http404
    is_form = assessment.is_editable and request.user.has_perm("assessments.prove", assessment)
    return _indicator_evidence(request, assessment, aspect, code, is_form=is_form)


@require_POST
@login_required
def remove_citation(request, pk, citation_pk):
    assessment = get_assessment(request.user, pk, perm="assessments.prove")
    found = get_object_or_404(
        Citation.objects.select_related("indicator", "evidence__assessment"),
        evidence__assessment=assessment,
        pk=citation_pk,
    )
    done = _("The citation has been removed. The file stays in the evidence.")
    outcome = _outcome_of(actions.remove_citation, done, by=request.user, citation=found)
    return _at_indicator(request, assessment, found.indicator.code, [outcome])


def _cite_all(assessment, *, evidence, files, by, **place):
    """Cite the file chosen, if any, then each new one; how each of them went."""
    chosen = {"evidence": evidence, "by": by, **place}
    outcomes = [_outcome_of(actions.cite, _("Evidence cited."), **chosen)] if evidence else []
    return outcomes + [_take(file, assessment, by=by, **place) for file in files]


def _take(file, assessment, *, by, **place):
    """Examine and keep one file, and cite it if an indicator is named: how it went, and the sentence."""
    name = uploads.plain_name(file.name)
    keep = actions.prove if place else actions.add_evidence
    try:
        upload = uploads.examine(file, file.name, max_bytes=settings.EVIDENCE_MAX_MB * uploads.MEGABYTE)
        evidence, is_new = keep(assessment=assessment, upload=upload, by=by, **place)
    except RefusedUpload as error:
        return "refused", _("%(name)s was refused. %(reason)s") % {
            "name": name,
            "reason": labels.upload_refusal(error.code),
        }
    except WorkflowError as error:
        return "refused", labels.refusal(error.code)
    if is_new:
        return "added", labels.file_added(evidence, is_cited=bool(place))
    names = {"name": name, "known": evidence.name}
    if place:
        return "known", _("%(name)s is already there as %(known)s, which has been cited.") % names
    return "known", _("%(name)s is already there as %(known)s. Nothing was added.") % names


def _sent(stored, **options):
    if not stored.storage.exists(stored.name):
        raise Http404
    response = FileResponse(stored.open(), **options)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _at_indicator(request, assessment, code, outcomes, form=None):
    """How it went, at its indicator; htmx swaps only the evidence there, so that nothing typed is lost."""
    aspect = queries.aspect_of(queries.edition_of(assessment), code)
    place = queries.aspect_url(assessment, aspect.code) if aspect else assessment.get_absolute_url()
    if form and aspect and not request.htmx and _are_refused(outcomes):
        return _show_refused(request, form, place, code, outcomes)
    if not request.htmx or aspect is None:
        _tell(request, outcomes)
        return redirect(f"{place}#evidence-{code.lower()}" if aspect else place)
    typed = request.POST if _are_refused(outcomes) else {}
    is_form = assessment.is_editable
    return _indicator_evidence(
        request, assessment, aspect, code, is_form=is_form, outcomes=outcomes, typed=typed
    )


def _show_refused(request, form, place, code, outcomes):
    """The page of the indicator with what was sent; the other indicators there send to the same address."""
    _tell(request, outcomes)
    form.outcomes = [one for one in outcomes if one[0] == "refused"]
    return show_refused(request, form, place, name=f"{request.path}#{code}")


def _are_refused(outcomes):
    return any(state == "refused" for state, _said in outcomes)


def _indicator_evidence(request, assessment, aspect, code, **context):
    indicator = next(one for one in aspect.indicators if one.code == code)
    context |= {
        "card": {"indicator": indicator, "proof": queries.proofs_of(assessment, aspect)[code]},
        "assessment": assessment,
        "citable": queries.citable(assessment),
    }
    return render(request, "components/indicator_evidence.html", context)


def _outcome_of(action, done, **values):
    """Run an action: how it went, and the sentence that says so."""
    try:
        action(**values)
    except WorkflowError as error:
        return "refused", labels.refusal(error.code)
    return "added", done


def _outcomes(outcomes):
    return JsonResponse({"outcomes": [{"state": state, "message": said} for state, said in outcomes]})


def _tell(request, outcomes):
    for state, sentence in outcomes:
        MESSAGES[state](request, sentence)
