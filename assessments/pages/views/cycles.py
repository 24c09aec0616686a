"""Pages of cycles: their list, one of them, opening one, moving its dates, adding areas, closing it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from assessments.cycles import actions
from assessments.cycles.notices import told_of
from assessments.cycles.queries import cycles as queries
from assessments.cycles.queries.checklist import checklist_of
from assessments.pages.forms.cycles import (
    AddAreasForm,
    CloseCycleForm,
    MoveDatesForm,
    OpenCycleForm,
    ReopenCycleForm,
)
from assessments.pages.screens import cycles as screens
from assessments.workflow.models import Cycle
from ecotown.accounts.fresh_sign_in import fresh_sign_in
from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted, run_action, run_form_action
from ecotown.common.thai.dates import fiscal_year
from indicators.editions.models import Framework

READ, MANAGE = "assessments.read_cycles", "assessments.manage_cycles"
YEARS_BACK, YEARS_AHEAD = 1, 2


@require_safe
@login_required
def cycle_list(request):
    """Show all cycles, the newest first."""
    _check_permission(request.user, READ)
    context = {
        "lines": screens.cycle_lines(request.user),
        "may_manage": request.user.has_perm(MANAGE),
        "next_year": _first_free_year(),
    }
    return render(request, "assessments/cycles/cycle_list.html", context)


@require_safe
@login_required
def cycle(request, pk):
    """Show a cycle: its dates, the areas that take part as far as the person may see them, its history."""
    shown_cycle = get_cycle(request.user, pk, READ)
    may_manage = request.user.has_perm(MANAGE)
    assessments = list(queries.taking_part(shown_cycle, request.user))
    context = {
        "cycle": shown_cycle,
        "checklist": screens.checklist_for(request.user, checklist_of(shown_cycle)),
        "dates": screens.stage_dates(shown_cycle),
        "assessments": assessments,
        "events": queries.history_of(shown_cycle, assessments),
        "may_manage": may_manage,
        "has_areas_left": may_manage
        and not shown_cycle.is_closed
        and queries.areas_left_out(shown_cycle).exists(),
    }
    return render(request, "assessments/cycles/cycle_detail.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@fresh_sign_in
def open_cycle(request):
    """Open a cycle, once the person has confirmed what would be opened and carried forward."""
    _check_permission(request.user, MANAGE)
    year = _asked_year(request)
    if request.method == "GET" and (opened := Cycle.objects.filter(year=year).first()):
        messages.info(request, _("The cycle of this fiscal year is open already."))
        return redirect(opened)
    form = OpenCycleForm(posted(request), year=year, initial=_suggested(year))
    if form.is_valid() and "change" not in request.POST:
        values = form.values
        lines = queries.carried_lines(values["areas"], values["framework"], year)
        statement = screens.OpeningStatement(year, values["framework"], values["dates"], lines)
        is_open = Cycle.objects.filter(year=year).exists()
        if is_open or request.POST.get("statement") == statement.mark:
            run_action(request, actions.open_cycle, _("The cycle is open."), year=year, **values)
            # Also of somebody else, who was faster; the address of the form when the areas were refused.
            return redirect(Cycle.objects.filter(year=year).first() or request.get_full_path())
        context = {"form": form, "statement": statement, "is_outdated": "statement" in request.POST}
        return render(request, "assessments/cycles/cycle_open_confirm.html", context)
    return render(request, "assessments/cycles/cycle_open.html", _opening_context(form, year))


def _suggested(year):
    return {**actions.usual_dates(year), "framework": Framework.objects.in_force(year).first()}


def _opening_context(form, year):
    areas = list(form.fields["areas"].queryset)
    taken = set(Cycle.objects.values_list("year", flat=True))
    sent = set(form.data.getlist("areas")) if form.is_bound else {str(area.pk) for area in areas}
    return {
        "form": form,
        "year": year,
        "years": [other for other in _years() if other not in taken],
        "areas": [(area, str(area.pk) in sent) for area in areas],
        "has_edition": form.fields["framework"].queryset.exists(),
    }


@require_http_methods(["GET", "POST"])
@login_required
@fresh_sign_in
def move_dates(request, pk):
    """Move dates, once the person has confirmed which ones and who is told."""
    moved_cycle = get_cycle(request.user, pk, MANAGE)
    form = MoveDatesForm(posted(request), year=moved_cycle.year, initial=moved_cycle.dates)
    if form.is_valid() and "change" not in request.POST:
        values = form.values
        statement = screens.MovingStatement(moved_cycle, told=told_of(moved_cycle, request.user), **values)
        # What is refused anyway, or was done already, is told without being confirmed.
        if not statement.moved or request.POST.get("statement") == statement.mark:
            message = _("The dates have been moved, and those concerned have been told.")
            if run_action(request, actions.move_dates, message, cycle=moved_cycle, **values):
                return redirect(moved_cycle)
        else:
            context = {"cycle": moved_cycle, "form": form, "statement": statement}
            context["is_outdated"] = "statement" in request.POST
            return render(request, "assessments/cycles/cycle_dates_confirm.html", context)
    return render(request, "assessments/cycles/cycle_dates.html", {"cycle": moved_cycle, "form": form})


@require_http_methods(["GET", "POST"])
@login_required
@fresh_sign_in
def add_areas(request, pk):
    """Add areas to a cycle that is open already."""
    shown_cycle = get_cycle(request.user, pk, MANAGE)
    left_out = queries.areas_left_out(shown_cycle)
    form = AddAreasForm(posted(request))
    count = len(form.cleaned_data["areas"]) if form.is_valid() else 0
    message = ngettext("%(count)s area added to the cycle.", "%(count)s areas added to the cycle.", count)
    if run_form_action(request, form, actions.add_areas, message % {"count": count}, cycle=shown_cycle):
        return redirect(shown_cycle)
    lines = queries.carried_lines(list(left_out), shown_cycle.framework, shown_cycle.year)
    sent = set(form.data.getlist("areas")) if form.is_bound else set()
    context = {
        "cycle": shown_cycle,
        "form": form,
        "lines": [(line, str(line.area.pk) in sent) for line in lines],
    }
    return render(request, "assessments/cycles/cycle_areas.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@fresh_sign_in
def close_cycle(request, pk):
    """Close a cycle, once the person has seen and confirmed what ends without a result."""
    closed_cycle = get_cycle(request.user, pk, MANAGE)
    assessments = queries.taking_part(closed_cycle, request.user)
    on_agenda = queries.on_open_agenda(closed_cycle)
    statement = screens.ClosingStatement(closed_cycle, list(assessments), on_agenda)
    form = CloseCycleForm(posted(request), has_unfinished=bool(statement.unfinished))
    is_confirmed = bool(statement.refusal) or request.POST.get("statement") == statement.mark
    if form.is_valid() and is_confirmed:
        message, values = _("The cycle is closed."), form.cleaned_data
        is_done = run_action(request, actions.close_cycle, message, cycle=closed_cycle, **values)
        # Also closed by somebody else, who was faster.
        if is_done or Cycle.objects.filter(pk=pk, closed_at__isnull=False).exists():
            return redirect(closed_cycle)
    is_outdated = request.method == "POST" and not is_confirmed
    context = {"cycle": closed_cycle, "form": form, "statement": statement, "is_outdated": is_outdated}
    return render(request, "assessments/cycles/cycle_close.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@fresh_sign_in
def reopen_cycle(request, pk):
    """Open a cycle again that was closed by mistake, with the reason."""
    closed_cycle = get_cycle(request.user, pk, MANAGE)
    form = ReopenCycleForm(posted(request))
    if form.is_valid():
        message = _("The cycle is open again. What had ended goes on where it ended.")
        if run_action(request, actions.reopen_cycle, message, cycle=closed_cycle, **form.cleaned_data):
            return redirect(closed_cycle)
    return render(request, "assessments/cycles/cycle_reopen.html", {"cycle": closed_cycle, "form": form})


def get_cycle(user, pk, permission):
    """Return the cycle; raise 403 without the permission, 404 when there is none."""
    _check_permission(user, permission)
    cycles = Cycle.objects.visible_to(user).select_related("framework", "closed_by")
    return get_object_or_404(cycles, pk=pk)


def _check_permission(user, permission):
    if not user.has_perm(permission):
        raise PermissionDenied


def _years():
    this_year = fiscal_year(timezone.localdate())
    return range(this_year - YEARS_BACK, this_year + YEARS_AHEAD + 1)


def _first_free_year():
    """Return the first fiscal year from the present one on that has no cycle; None when all have one."""
    taken = set(Cycle.objects.values_list("year", flat=True))
    this_year = fiscal_year(timezone.localdate())
    return next((year for year in _years() if year >= this_year and year not in taken), None)


def _asked_year(request):
    year = parameters.number(request.GET, "year")
    return year if year in _years() else _first_free_year() or fiscal_year(timezone.localdate())
