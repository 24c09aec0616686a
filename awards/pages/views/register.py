"""Pages of the certificate of an assessment, and of one award: its file, reprint, replacement, revocation."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.pages.views.access import get_assessment
from assessments.workflow.domain import Status
from awards.pages.forms.register import ReasonForm
from awards.pages.views.access import PERMISSION
from awards.register import queries
from awards.register.actions import awards as award_actions
from awards.register.models.awards import Award
from awards.register.words import award_file_name
from awards.verification.queries import signatures
from ecotown.accounts.fresh_sign_in import fresh_sign_in
from ecotown.common.files.uploads import MEDIA_TYPES
from ecotown.common.requests import parameters
from ecotown.common.requests.downloads import download
from ecotown.common.steps.running import run_action

# The actions that need a reason, each with its success message.
ACTIONS_WITH_REASON = {
    "reprint": (award_actions.reprint_award, _("The reprint is being made.")),
    "replace": (award_actions.replace_award, _("A new one with a number of its own is being made.")),
    "revoke": (award_actions.revoke_award, _("It has been revoked.")),
}


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


@require_safe
@login_required
def certificate(request, pk):
    """Show the state of the certificate; the page polls while it is being made."""
    assessment = get_assessment(request.user, pk, perm="awards.view_award")
    issued = Award.objects.certificates_of_assessments().filter(assessment=assessment).first()
    context = {
        "assessment": assessment,
        "certificate": issued,
        "signature": signatures.signature_in_words(issued) if issued else None,
        "is_published": assessment.status == Status.PUBLISHED,
        "may_issue": request.user.has_perm("awards.issue", assessment),
        "may_manage": request.user.has_perm(PERMISSION),
    }
    template = "awards/register/assessment_award.html"
    return render(request, f"{template}#state" if request.htmx else template, context)


@require_POST
@login_required
def issue_certificate(request, pk):
    assessment = get_assessment(request.user, pk, perm="awards.issue")
    run_action(
        request, award_actions.issue_certificate, _("The certificate is being made."), assessment=assessment
    )
    return redirect("awards:certificate", pk=pk)


@require_POST
@login_required
def retry_certificate(request, pk):
    issued = get_certificate(request.user, pk, perm="awards.issue")
    run_action(request, award_actions.retry_award, _("The certificate is being made."), award=issued)
    return redirect("awards:certificate", pk=pk)


@require_safe
@never_cache
@login_required
def download_certificate(request, pk):
    issued = get_certificate(request.user, pk, perm="awards.download")
    is_void = issued.is_revoked and not request.user.has_perm("awards.revoke", issued)
    if is_void:
        raise Http404
    return _file_response(issued, award_file_name(issued.kind, issued.number))


def get_award(user, pk):
    """Return an award; 403 for all but administrators, 404 when there is none."""
    if not user.has_perm(PERMISSION):
        raise PermissionDenied
    awards = Award.objects.visible_to(user).select_related(
        *("assessment__area__province", "assessment__cycle", "assessment__resolution"),
        *("recipient__ceremony", "recipient__area", "area", "replaces", "design"),
    )
    return get_object_or_404(awards, pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
@fresh_sign_in
def award(request, pk):
    """Show the state of an award and the possible actions, each with its button; they share one reason."""
    shown_award = get_award(request.user, pk)
    action_name = parameters.word(request.POST, "deed")
    form = ReasonForm(request.POST if action_name in ACTIONS_WITH_REASON else None)
    if form.is_bound and form.is_valid():
        action, message = ACTIONS_WITH_REASON[action_name]
        if run_action(request, action, message, award=shown_award, **form.cleaned_data):
            return redirect("awards:award", pk=pk)
    is_valid = not shown_award.is_revoked and not shown_award.is_replaced
    reprints = shown_award.reprints.select_related("asked_by")
    is_waiting = is_valid and shown_award.is_waiting
    context = {
        "award": shown_award,
        "ceremonies": queries.ceremonies_of_award(shown_award),
        "form": form,
        "reprints": reprints,
        "is_waiting": is_waiting or any(reprint.is_waiting for reprint in reprints),
        "rename_url": _rename_url(shown_award) if is_valid else "",
        "may_retry": is_valid and shown_award.state in {Award.State.FAILED, Award.State.HELD},
        "may_reprint": is_valid and shown_award.is_ready and shown_award.has_fitting_design,
        "may_replace": not shown_award.is_replaced,
        "may_revoke": is_valid,
    }
    template = "awards/register/award_detail.html"
    return render(request, f"{template}#state" if request.htmx else template, context)


def _rename_url(award):
    """Return where the printed name of a recipient by name is corrected, empty for an area."""
    recipient = award.recipient
    if recipient is None:
        return ""
    return reverse("awards:rename-recipient", args=[recipient.ceremony_id, recipient.pk])


@require_POST
@login_required
def retry_award(request, pk):
    """Queue again the making of a file that failed or was put off."""
    shown_award = get_award(request.user, pk)
    run_action(request, award_actions.retry_award, _("The document is being made."), award=shown_award)
    return redirect("awards:award", pk=pk)


@require_POST
@login_required
def retry_reprint(request, pk, reprint_pk):
    reprint = get_object_or_404(get_award(request.user, pk).reprints, pk=reprint_pk)
    run_action(request, award_actions.retry_reprint, _("The reprint is being made."), reprint=reprint)
    return redirect("awards:award", pk=pk)


@require_safe
@never_cache
@login_required
def download_award(request, pk):
    """Send the PDF of an award."""
    shown_award = get_award(request.user, pk)
    return _file_response(shown_award, award_file_name(shown_award.kind, shown_award.number))


@require_safe
@never_cache
@login_required
def download_reprint(request, pk, reprint_pk):
    """Send the PDF of a reprint."""
    shown_award = get_award(request.user, pk)
    reprint = get_object_or_404(shown_award.reprints, pk=reprint_pk)
    return _file_response(
        reprint, f"{award_file_name(shown_award.kind, shown_award.number)} ({_('Reprint')})"
    )


def _file_response(row, name):
    if not row.is_ready:
        raise Http404
    return download(row.file, f"{name}.pdf", MEDIA_TYPES["pdf"])
