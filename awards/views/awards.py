"""One certificate or plaque: its file, printing it again, replacing it, revoking it."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards import actions, queries
from awards.forms import ReasonForm
from awards.models import Certificate, Reprint
from awards.views.ceremonies import PERMISSION, do
from ecotown.common import parameters

# What can be done with a reason, and what is said when it went well.
DEEDS = {
    "reprint": (actions.reprint_certificate, _("The reprint is being made.")),
    "replace": (actions.replace_certificate, _("A new one with a number of its own is being made.")),
    "revoke": (actions.revoke_certificate, _("It has been revoked.")),
}


def get_award(user, pk):
    """403 for all but administrators, 404 where there is none."""
    if not user.has_perm(PERMISSION):
        raise PermissionDenied
    told = Certificate.objects.visible_to(user).select_related(
        *("assessment__area__province", "assessment__cycle", "assessment__resolution"),
        *("recipient__ceremony", "recipient__area", "area", "replaces", "design"),
    )
    return get_object_or_404(told, pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def award(request, pk):
    """What became of an award, and what can be done with it; each deed has its button and one reason."""
    found = get_award(request.user, pk)
    deed = parameters.word(request.POST, "deed")
    form = ReasonForm(request.POST if deed in DEEDS else None)
    if form.is_bound and form.is_valid():
        action, done = DEEDS[deed]
        if do(request, action, done, certificate=found, **form.cleaned_data):
            return redirect("awards:award", pk=pk)
    counts = not found.is_revoked and not found.is_replaced
    reprints = found.reprints.select_related("asked_by")
    is_waiting = counts and found.state == Certificate.State.WAITING
    context = {
        "award": found,
        "ceremonies": queries.ceremonies_of(found),
        "form": form,
        "reprints": reprints,
        "is_waiting": is_waiting or any(one.state == Reprint.State.WAITING for one in reprints),
        "may_make": counts and found.state in {Certificate.State.FAILED, Certificate.State.HELD},
        "may_reprint": counts and found.state == Certificate.State.READY and found.has_fitting_design,
        "may_replace": not found.is_replaced,
        "may_revoke": counts,
    }
    template = "awards/award.html"
    return render(request, f"{template}#state" if request.htmx else template, context)


@require_POST
@login_required
def make_award(request, pk):
    """Make the file after all that ended in an error or was put off."""
    found = get_award(request.user, pk)
    do(request, actions.retry_certificate, _("The document is being made."), certificate=found)
    return redirect("awards:award", pk=pk)


@require_safe
@never_cache
@login_required
def download_award(request, pk):
    found = get_award(request.user, pk)
    return _file(found, f"{found.kind}-{found.year}-{found.running_number}.pdf")


@require_safe
@never_cache
@login_required
def download_reprint(request, pk, reprint_pk):
    found = get_award(request.user, pk)
    reprint = get_object_or_404(found.reprints, pk=reprint_pk)
    return _file(reprint, f"{found.kind}-{found.year}-{found.running_number}-reprint.pdf")


def _file(row, name):
    if row.state != Certificate.State.READY or not row.file.storage.exists(row.file.name):
        raise Http404
    return FileResponse(row.file.open(), as_attachment=True, filename=name, content_type="application/pdf")
