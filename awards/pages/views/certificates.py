"""Pages of the certificate of an assessment."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from awards.designs.domain.kinds import AwardError
from awards.pages import words
from awards.register.actions import awards
from awards.register.models import Award
from awards.verification.queries import signatures


def get_certificate(user, pk, perm):
    """Return the certificate of assessment `pk`; 404 unless visible to the user, 403 without `perm`."""
    certificates = (
        Award.objects.certificates_of_assessments()
        .visible_to(user)
        .select_related("assessment__area__province", "assessment__cycle", "assessment__resolution")
    )
    issued = get_object_or_404(certificates, assessment__pk=pk)
    if not user.has_perm(perm, issued):
        raise PermissionDenied
    return issued


def get_assessment(user, pk, perm):
    """Return an assessment; 404 unless visible to the user, 403 without `perm`."""
    assessments = Assessment.objects.visible_to(user).select_related("area__province", "cycle", "resolution")
    assessment = get_object_or_404(assessments, pk=pk)
    if not user.has_perm(perm, assessment):
        raise PermissionDenied
    return assessment


@require_safe
@login_required
def certificate(request, pk):
    """Show the state of the certificate; the page polls while it is being made."""
    assessment = get_assessment(request.user, pk, perm="awards.view_certificate")
    issued = Award.objects.certificates_of_assessments().filter(assessment=assessment).first()
    context = {
        "assessment": assessment,
        "certificate": issued,
        "signature": signatures.signature_context(issued) if issued else None,
        "is_published": assessment.status == Status.PUBLISHED,
        "may_issue": request.user.has_perm("awards.issue", assessment),
        "may_handle": request.user.has_perm("awards.hold_ceremonies"),
    }
    template = "awards/register/assessment_award.html"
    return render(request, f"{template}#state" if request.htmx else template, context)


@require_POST
@login_required
def issue(request, pk):
    assessment = get_assessment(request.user, pk, perm="awards.issue")
    _do(request, awards.issue_certificate, _("The certificate is being made."), assessment=assessment)
    return redirect("awards:certificate", pk=pk)


@require_POST
@login_required
def retry(request, pk):
    issued = get_certificate(request.user, pk, perm="awards.issue")
    _do(request, awards.retry_award, _("The certificate is being made."), certificate=issued)
    return redirect("awards:certificate", pk=pk)


@require_safe
@never_cache
@login_required
def download(request, pk):
    issued = get_certificate(request.user, pk, perm="awards.download")
    is_void = issued.is_revoked and not request.user.has_perm("awards.revoke", issued)
    if issued.state != Award.State.READY or is_void or not issued.file.storage.exists(issued.file.name):
        raise Http404
    name = f"certificate-{issued.year}-{issued.running_number}.pdf"
    return FileResponse(issued.file.open(), as_attachment=True, filename=name, content_type="application/pdf")


def _do(request, action, done, **values):
    """Run an action and add a message; return whether it was done."""
    try:
        action(by=request.user, **values)
    except AwardError as error:
        messages.error(request, words.refusal(error.code))
        return False
    messages.success(request, done)
    return True
