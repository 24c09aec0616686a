"""The view of the trial of a criteria edition with published values."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.trials import queries
from ecotown.common.requests import parameters
from indicators.editions.models import Framework
from indicators.editions.queries import faults


@require_safe
@login_required
def trial(request, edition):
    """Show which levels would change under a criteria edition."""
    framework = get_object_or_404(Framework.objects.visible_to(request.user), edition=edition)
    if not request.user.has_perm("assessments.try_edition"):
        raise PermissionDenied
    cycles = queries.published_cycles()
    year = parameters.number(request.GET, "year")
    cycle = cycles.first() if year is None else get_object_or_404(cycles, year=year)
    has_faults = not framework.is_published and bool(faults.faults_of(framework))
    report = queries.trial_report(framework, cycle) if cycle and not has_faults else None
    context = {
        "framework": framework,
        "cycles": cycles,
        "cycle": cycle,
        "has_faults": has_faults,
        "report": report,
    }
    return render(request, "assessments/trials/trial_detail.html", context)
