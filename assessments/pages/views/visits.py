"""Views of the site visits of an external audit: list, record, findings, photographs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.evidence import words as evidence_words
from assessments.evidence.models import Citation, Evidence
from assessments.pages import words as pages_words
from assessments.pages.forms.evidence import UploadForm
from assessments.pages.forms.visits import FindingForm, PhotoCitationForm, VisitForm
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.views.access import get_assessment
from assessments.visits import actions, domain
from assessments.visits import queries as visits_queries
from assessments.visits.models import SiteVisit, VisitFinding
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import WorkflowError
from ecotown.common.files import uploads
from ecotown.common.files.uploads import RefusedUpload
from ecotown.common.steps.running import posted, run_action
from ecotown.configuration.queries import current

READ, RECORD = "assessments.view_evidence", "assessments.record_visit"


@require_safe
@login_required
def visit_list(request, pk):
    assessment = get_assessment(request.user, pk, perm=READ)
    context = {
        **AssessmentPage(assessment).context(),
        "visits": visits_queries.visits_of(assessment),
        "may_record": _may_record(request.user, assessment),
    }
    return render(request, "assessments/visits/visit_list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def record_visit(request, pk):
    assessment = get_assessment(request.user, pk, perm=RECORD)
    form = VisitForm(posted(request))
    if form.is_valid():
        message = _("The site visit has been recorded.")
        new_visit = run_action(
            request, actions.record_visit, message, assessment=assessment, **form.cleaned_data
        )
        if new_visit:
            return redirect(new_visit)
    return _form_page(request, assessment, form, None)


@require_http_methods(["GET", "POST"])
@login_required
def change_visit(request, pk, visit_pk):
    visit = get_visit(request.user, pk, visit_pk, perm=RECORD)
    form = VisitForm(posted(request), visit=visit)
    if form.is_valid():
        message = _("The record of the site visit has been changed.")
        if run_action(request, actions.change_visit, message, visit=visit, **form.cleaned_data):
            return redirect(visit)
    return _form_page(request, get_assessment(request.user, pk), form, visit)


@require_safe
@login_required
def visit(request, pk, visit_pk):
    return _visit_page(request, get_visit(request.user, pk, visit_pk, perm=READ))


@require_POST
@login_required
def save_finding(request, pk, visit_pk):
    visit = get_visit(request.user, pk, visit_pk, perm=RECORD)
    form = FindingForm(request.POST, edition=workflow_queries.edition_of(visit.assessment))
    if form.is_valid():
        message = _("The finding has been saved.")
        if run_action(request, actions.save_finding, message, visit=visit, **form.cleaned_data):
            return redirect(visit)
    return _visit_page(request, visit, finding_form=form)


@require_POST
@login_required
def remove_finding(request, pk, visit_pk, finding_pk):
    visit = get_visit(request.user, pk, visit_pk, perm=RECORD)
    findings = VisitFinding.objects.select_related("visit__assessment", "indicator").filter(visit=visit)
    finding = get_object_or_404(findings, pk=finding_pk)
    run_action(request, actions.remove_finding, _("The finding has been taken back."), finding=finding)
    return redirect(visit)


@require_POST
@login_required
def add_photos(request, pk, visit_pk):
    visit = get_visit(request.user, pk, visit_pk, perm=RECORD)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _visit_page(request, visit, photos_form=form)
    for file in form.cleaned_data["files"]:
        _add_photo(request, file, visit)
    return redirect(visit)


@require_POST
@login_required
def cite_photo(request, pk, visit_pk, photo_pk):
    visit = get_visit(request.user, pk, visit_pk, perm=RECORD)
    photo = _photo(visit, photo_pk)
    form = PhotoCitationForm(request.POST, edition=workflow_queries.edition_of(visit.assessment))
    if form.is_valid():
        run_action(
            request, actions.cite_photo, _("The photograph is cited."), photo=photo, **form.cleaned_data
        )
    else:
        messages.error(request, _("Please choose an indicator."))
    return redirect(visit)


@require_POST
@login_required
def remove_photo_citation(request, pk, visit_pk, citation_pk):
    visit = get_visit(request.user, pk, visit_pk, perm=RECORD)
    citations = Citation.objects.select_related("indicator", "evidence__assessment")
    citation = get_object_or_404(citations.filter(evidence__visit=visit), pk=citation_pk)
    message = _("The citation has been removed. The photograph stays.")
    run_action(request, actions.remove_photo_citation, message, citation=citation)
    return redirect(visit)


@require_POST
@login_required
def remove_photo(request, pk, visit_pk, photo_pk):
    visit = get_visit(request.user, pk, visit_pk, perm=RECORD)
    photo = _photo(visit, photo_pk)
    run_action(request, actions.remove_photo, _("The photograph has been removed."), photo=photo)
    return redirect(visit)


def get_visit(user, pk, visit_pk, perm):
    """Return the visit; raise 404 when the user may not see it, 403 when `perm` is missing."""
    assessment = get_assessment(user, pk, perm=perm)
    visit = get_object_or_404(SiteVisit, assessment=assessment, pk=visit_pk)
    visit.assessment = assessment
    return visit


def _photo(visit, photo_pk):
    photos = Evidence.objects.filter(visit=visit, removed_at__isnull=True)
    return get_object_or_404(photos.select_related("assessment"), pk=photo_pk)


def _may_record(user, assessment):
    """Return whether the user may record visits, and the status of the assessment allows it."""
    try:
        domain.check_visiting(assessment.status)
    except WorkflowError:
        return False
    return user.has_perm(RECORD, assessment)


def _visit_page(request, visit, *, finding_form=None, photos_form=None):
    assessment = visit.assessment
    visits = {
        assessment_visit.pk: assessment_visit for assessment_visit in visits_queries.visits_of(assessment)
    }
    full_visit = visits.get(visit.pk)
    if full_visit is None:
        raise Http404
    edition = workflow_queries.edition_of(assessment)
    has_errors = bool(finding_form or photos_form)
    context = {
        **AssessmentPage(assessment).context(),
        "visit": full_visit,
        "may_record": _may_record(request.user, assessment),
        "finding_form": finding_form or FindingForm(edition=edition),
        "photos_form": photos_form or UploadForm(),
        "is_waiting": any(photo.is_unfinished for photo in full_visit.photos.all()),
        "max_mb": current().evidence_max_mb,
    }
    return render(request, "assessments/visits/visit_detail.html", context, status=422 if has_errors else 200)


def _form_page(request, assessment, form, visit):
    context = {**AssessmentPage(assessment).context(), "form": form, "visit": visit}
    return render(request, "assessments/visits/visit_form.html", context)


def _add_photo(request, file, visit):
    """Examine and store one photograph, and show the outcome."""
    name = uploads.plain_name(file.name)
    try:
        upload = uploads.examine(file, file.name, max_bytes=current().evidence_max_mb * uploads.MEGABYTE)
        photo, is_new = actions.add_photo(visit=visit, upload=upload, by=request.user)
    except RefusedUpload as error:
        reason = evidence_words.upload_refusal(error.code)
        message = _("%(name)s was refused. %(reason)s") % {"name": name, "reason": reason}
        messages.error(request, message)
    except WorkflowError as error:
        messages.error(request, pages_words.refusal(error.code))
    else:
        if is_new:
            messages.success(request, evidence_words.file_added(photo))
        else:
            message = _("%(name)s is already there as %(known)s. Nothing was added.")
            messages.info(request, message % {"name": name, "known": photo.name})
