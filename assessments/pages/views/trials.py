"""The view of the trial of a criteria edition with published values."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments.pages.forms.lists import TrialListForm
from assessments.trials import queries
from ecotown.common.lists.columns import Column
from ecotown.common.lists.pages import list_page
from ecotown.common.requests import parameters
from indicators.editions.models import Framework
from indicators.editions.queries import faults

COLUMNS = (
    Column(_("Area"), "area", key=lambda line: line.assessment.area.name_order),
    Column(_("Level"), "level", key=lambda line: line.trial.new_level),
    Column(_("What makes the difference")),
)


@require_safe
@login_required
def trial(request, edition):
    """Show which levels would change under a criteria edition."""
    framework = get_object_or_404(Framework.objects.visible_to(request.user), edition=edition)
    if not request.user.has_perm("assessments.try_edition"):
        raise PermissionDenied
    cycles = list(queries.published_cycles())
    year = parameters.number(request.GET, "year")
    cycle = next((cycle for cycle in cycles if year in {None, cycle.year}), None)
    if cycle is None and year is not None:
        raise Http404
    has_faults = not framework.is_published and bool(faults.faults_of(framework))
    leaves_out = parameters.word(request.GET, "missing") != "unmet"
    report = None
    if cycle and not has_faults:
        report = queries.trial_report(framework, cycle, leaves_out_missing=leaves_out)
    lines = [*report.changed, *report.unchanged] if report else []
    form = TrialListForm(
        request.GET,
        columns=COLUMNS,
        anchor="changed",
        provinces=[line.assessment.area.province for line in lines],
        years=[cycle.year for cycle in cycles],
    )
    context = {
        "framework": framework,
        "cycles": cycles,
        "cycle": cycle,
        "has_faults": has_faults,
        "missing_choices": TrialListForm.MISSING.items(),
        "missing": "left-out" if leaves_out else "unmet",
        "report": report,
        "filters": form,
        "changed": list_page(queries.matching(report.changed, form.values) if report else [], form),
        "unchanged": list_page(
            queries.matching(report.unchanged, form.values) if report else [], form, name="same"
        ),
    }
    return render(request, "assessments/trials/trial_detail.html", context)
