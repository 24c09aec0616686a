"""Pages on which administrators read and change the plausibility settings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ecotown.common.steps.running import posted
from indicators.pages.forms.limits import LimitForm
from indicators.pages.screens import plausibility as plausibility_screens
from indicators.plausibility import actions, queries
from indicators.plausibility.models import Plausibility


@require_safe
@login_required
def plausibility(request, edition):
    """Show the limits of an edition by indicator, and their changes."""
    stored = _plausibility(request, edition)
    context = {
        "framework": stored.framework,
        "plausibility": stored,
        "rows": plausibility_screens.limit_rows(stored),
        "rules": queries.plausibility_of(stored.framework).rules,
        "changes": plausibility_screens.limit_changes(stored),
    }
    return render(request, "indicators/plausibility/limit_list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def limit(request, edition, code):
    """Edit the limit of an indicator."""
    stored = _plausibility(request, edition)
    row = next((row for row in plausibility_screens.limit_rows(stored) if row.indicator.code == code), None)
    if row is None:
        raise Http404
    initial = {name: getattr(row.limit, name, None) for name in ("factor", "least", "points")}
    form = LimitForm(posted(request), indicator=row.indicator, initial=initial)
    if form.is_valid():
        actions.change_limit(plausibility=stored, code=code, by=request.user, **form.limit)
        messages.success(request, _("Saved. Warnings follow the new limit from now on."))
        return redirect("indicators:plausibility", edition)
    context = {"framework": stored.framework, "indicator": row.indicator, "form": form}
    return render(request, "indicators/plausibility/limit_form.html", context)


def _plausibility(request, edition):
    if not request.user.has_perm("indicators.change_limits"):
        raise PermissionDenied
    return get_object_or_404(Plausibility.objects.select_related("framework"), framework__edition=edition)
