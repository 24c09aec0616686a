"""The certificate of an assessment."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments.domain.workflow import Status
from assessments.models import Assessment
from awards import actions, labels, signing
from awards.actions import AwardError
from awards.models import Certificate


def get_certificate(user, pk, perm):
    """The certificate of assessment `pk`: 404 outside what the user may see, 403 when they may not do."""
    certificates = (
        Certificate.objects.of_assessments()
        .visible_to(user)
        .select_related("assessment__area__province", "assessment__cycle", "assessment__resolution")
    )
    found = get_object_or_404(certificates, assessment__pk=pk)
    if not user.has_perm(perm, found):
        raise PermissionDenied
    return found


def get_assessment(user, pk, perm):
    assessments = Assessment.objects.visible_to(user).select_related("area__province", "cycle", "resolution")
    assessment = get_object_or_404(assessments, pk=pk)
    if not user.has_perm(perm, assessment):
        raise PermissionDenied
    return assessment


@require_safe
@login_required
def certificate(request, pk):
    """The state of the certificate; the page asks again while it is being made."""
    assessment = get_assessment(request.user, pk, perm="awards.view_certificate")
    found = Certificate.objects.of_assessments().filter(assessment=assessment).first()
    context = {
        "assessment": assessment,
        "certificate": found,
        "signature": signing.said_of(found) if found else None,
        "is_published": assessment.status == Status.PUBLISHED,
        "may_issue": request.user.has_perm("awards.issue", assessment),
        "may_handle": request.user.has_perm("awards.hold_ceremonies"),
    }
    template = "awards/certificate_detail.html"
    return render(request, f"{template}#state" if request.htmx else template, context)


@require_POST
@login_required
def issue(request, pk):
    assessment = get_assessment(request.user, pk, perm="awards.issue")
    _do(request, actions.issue_certificate, _("The certificate is being made."), assessment=assessment)
    return redirect("awards:certificate", pk=pk)


@require_POST
@login_required
def retry(request, pk):
    found = get_certificate(request.user, pk, perm="awards.issue")
    _do(request, actions.retry_certificate, _("The certificate is being made."), certificate=found)
    return redirect("awards:certificate", pk=pk)


@require_safe
@never_cache
@login_required
def download(request, pk):
    found = get_certificate(request.user, pk, perm="awards.download")
    is_void = found.is_revoked and not request.user.has_perm("awards.revoke", found)
    if found.state != Certificate.State.READY or is_void or not found.file.storage.exists(found.file.name):
        raise Http404
    name = f"certificate-{found.year}-{found.running_number}.pdf"
    return FileResponse(found.file.open(), as_attachment=True, filename=name, content_type="application/pdf")


def _do(request, action, done, **values):
    """Run an action and say how it went; True when it went well."""
    try:
        action(by=request.user, **values)
    except AwardError as error:
        messages.error(request, labels.refusal(error.code))
        return False
    messages.success(request, done)
    return True
