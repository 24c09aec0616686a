"""One certificate or plaque of a ceremony: printing it again, replacing it, revoking it."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from awards import actions
from awards.forms import ReasonForm
from awards.models import Certificate, Reprint
from awards.views.ceremonies import do, get_ceremony

# What can be done with a reason, and what is said when it went well.
DEEDS = {
    "reprint": (actions.reprint_certificate, _("The reprint is being made.")),
    "replace": (actions.replace_certificate, _("A new one with a number of its own is being made.")),
    "revoke": (actions.revoke_certificate, _("It has been revoked.")),
}


def get_award(user, pk, certificate_pk):
    """404 for what was not printed for this ceremony, or replaces something that was."""
    ceremony = get_ceremony(user, pk)
    printed = Certificate.objects.filter(items__run__ceremony=ceremony)
    found = Certificate.objects.filter(pk__in=printed) | Certificate.objects.filter(
        recipient__ceremony=ceremony
    )
    told = found.distinct().select_related(
        *("assessment__area__province", "assessment__resolution", "recipient__ceremony", "replaces")
    )
    return ceremony, get_object_or_404(told, pk=certificate_pk)


@require_http_methods(["GET", "POST"])
@login_required
def award(request, pk, certificate_pk):
    """What became of an award, and what can be done with it; each deed has its button and one reason."""
    ceremony, found = get_award(request.user, pk, certificate_pk)
    deed = request.POST.get("deed", "")
    form = ReasonForm(request.POST if deed in DEEDS else None)
    if form.is_bound and form.is_valid():
        action, done = DEEDS[deed]
        if do(request, action, done, certificate=found, **form.cleaned_data):
            return redirect("awards:award", pk=pk, certificate_pk=certificate_pk)
    is_standing = not found.is_revoked and not found.is_replaced
    reprints = found.reprints.select_related("asked_by")
    context = {
        "ceremony": ceremony,
        "award": found,
        "form": form,
        "reprints": reprints,
        "is_waiting": any(one.state == Reprint.State.WAITING for one in reprints),
        "may_reprint": is_standing and found.state == Certificate.State.READY,
        "may_replace": not found.is_replaced,
        "may_revoke": is_standing,
    }
    return render(request, "awards/award.html", context)


@require_safe
@never_cache
@login_required
def download_reprint(request, pk, certificate_pk, reprint_pk):
    _ceremony, found = get_award(request.user, pk, certificate_pk)
    reprint = get_object_or_404(found.reprints, pk=reprint_pk)
    if reprint.state != Reprint.State.READY or not reprint.file.storage.exists(reprint.file.name):
        raise Http404
    name = f"{found.kind}-{found.year}-{found.running_number}-reprint.pdf"
    return FileResponse(
        reprint.file.open(), as_attachment=True, filename=name, content_type="application/pdf"
    )
