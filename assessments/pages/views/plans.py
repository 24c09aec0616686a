"""Views of the what-if page and of the plan with its targets."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments.entry import queries as entry_queries
from assessments.explanation.queries.cards import NO_VALUE
from assessments.history import queries as history_queries
from assessments.pages import words
from assessments.pages.forms.plans import PlanForm, PlanRowsForm, WhatIfForm
from assessments.pages.screens import what_if as what_if_screens
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.views.access import get_assessment
from assessments.plans import actions
from assessments.plans import queries as plans_queries
from assessments.plans.domain import next_targets
from assessments.plans.models import PlanTarget
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import WorkflowError
from ecotown.common.forms.refused_forms import refused_form, show_refused
from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted, run_action


@require_http_methods(["GET", "POST"])
@login_required
def what_if(request, pk):
    """Show the level that assumed values would give; officers of the province may keep them as targets."""
    assessment = get_assessment(request.user, pk)
    edition = workflow_queries.edition_of(assessment)
    entered = entry_queries.entered(assessment)
    present = entered.values
    may_plan = request.user.has_perm("assessments.plan", assessment)
    is_keeping = "keep" in request.POST
    if is_keeping and not may_plan:
        raise PermissionDenied
    forms = _assumed_forms(request.POST, edition, present)
    values = {
        code: form.entry_value if form.is_bound and form.is_valid() else form.initial_value
        for code, form in forms.items()
    }
    for code, value in _replacements(request.POST, edition, present, values).items():
        values[code] = value
        forms[code] = WhatIfForm(indicator=edition.by_code[code], entry_value=value)
    plan_form = _plan_form(request, assessment, is_keeping=is_keeping)
    outcome_context = what_if_screens.what_if_context(
        edition, present, values, forms, _aspect_codes(request, edition)
    )
    if is_keeping and plan_form.is_valid() and not outcome_context["faulty_count"]:
        targets = {
            assumption.indicator.code: values[assumption.indicator.code]
            for assumption in outcome_context["outcome"].assumptions
        }
        if _keep(request, assessment, targets, **plan_form.cleaned_data):
            return redirect("assessments:plan", pk)
    context = outcome_context | {"assessment": assessment, "may_plan": may_plan, "plan_form": plan_form}
    if request.htmx:
        return render(request, "assessments/plans/what_if_outcome.html", context | {"is_partial": True})
    page = AssessmentPage(assessment, entered)
    return render(request, "assessments/plans/what_if.html", page.context(**context))


@require_http_methods(["GET", "POST"])
@login_required
def plan(request, pk):
    """Show the targets of the area; POST sets one for each indicator that blocks the next level."""
    assessment = get_assessment(request.user, pk)
    may_plan = request.user.has_perm("assessments.plan", assessment)
    if request.method == "POST":
        if not may_plan:
            raise PermissionDenied
        _plan_next_step(request, assessment)
        return redirect("assessments:plan", pk)
    edition = workflow_queries.edition_of(assessment)
    lines = plans_queries.plan_of(assessment.area)
    budgets = [line.target.row.budget for line in lines if line.target.row.budget is not None]
    rows_url = reverse("assessments:plan-targets", args=[pk])
    context = {
        **AssessmentPage(assessment).context(),
        "lines": lines,
        "budget_total": sum(budgets) if budgets else None,
        "rows_form": refused_form(request, rows_url) or _rows_form(assessment, lines),
        "history": history_queries.timeline_of(plans_queries.plan_subject(assessment.area), edition),
        "may_plan": may_plan,
    }
    return render(request, "assessments/plans/plan_detail.html", context)


@require_POST
@login_required
def plan_targets(request, pk):
    """Give the ticked targets of the plan the same year, responsible and budget."""
    assessment = get_assessment(request.user, pk, perm="assessments.plan")
    form = _rows_form(assessment, plans_queries.plan_of(assessment.area), request.POST)
    plan_url = reverse("assessments:plan", args=[pk])
    if form.is_valid():
        try:
            rows = actions.change_targets(assessment=assessment, by=request.user, **form.cleaned_data)
        except WorkflowError as error:
            codes = f" ({', '.join(error.indicators)})" if error.indicators else ""
            field = "year" if error.code in {"target-year", "target-twice"} else None
            form.add_error(field, words.refusal(error.code) + codes)
        else:
            message = ngettext("%(count)s target was changed.", "%(count)s targets were changed.", len(rows))
            messages.success(request, message % {"count": len(rows)})
            return redirect(plan_url)
    return show_refused(request, form, plan_url)


@require_http_methods(["GET", "POST"])
@login_required
def plan_target(request, pk, target_pk):
    """Change one target."""
    assessment, target = _get_target(request, pk, target_pk)
    targets = {planned.row: planned for planned in plans_queries.targets_of(assessment.area)}
    planned = targets[target]
    value_form = WhatIfForm(posted(request), indicator=planned.indicator, entry_value=planned.entry_value)
    form = PlanForm(
        posted(request),
        since=planned.row.assessment.cycle.year,
        initial={name: getattr(target, name) for name in ("year", "responsible", "budget", "note")},
    )
    # Both forms are validated, so that all errors show at once.
    if all([value_form.is_valid(), form.is_valid()]):
        values = {"target": target, "entry_value": value_form.entry_value, **form.cleaned_data}
        if run_action(request, actions.change_target, _("The target was changed."), **values):
            return redirect("assessments:plan", pk)
    context = {"target": planned, "value_form": value_form, "form": form, "may_plan": True}
    return render(
        request,
        "assessments/plans/plan_target.html",
        AssessmentPage(assessment).context(**context),
    )


@require_POST
@login_required
def remove_plan_target(request, pk, target_pk):
    _assessment, target = _get_target(request, pk, target_pk)
    message = _("The target was removed. The history keeps it.")
    run_action(request, actions.remove_target, message, target=target)
    return redirect("assessments:plan", pk)


def _rows_form(assessment, lines, form_data=None):
    pks = [line.target.row.pk for line in lines]
    return PlanRowsForm(form_data, since=assessment.cycle.year, pks=pks)


def _get_target(request, pk, target_pk):
    assessment = get_assessment(request.user, pk, perm="assessments.plan")
    return assessment, get_object_or_404(PlanTarget, pk=target_pk, area=assessment.area)


def _assumed_forms(form_data, edition, present):
    """Return one form for each indicator by code, bound where its fields were posted."""
    forms = {}
    for indicator in edition.indicators:
        value = present.get(indicator.code, NO_VALUE)
        is_posted = any(name.startswith(f"{indicator.code}-") for name in form_data)
        forms[indicator.code] = WhatIfForm(
            form_data if is_posted else None, indicator=indicator, entry_value=value
        )
    return forms


def _replacements(form_data, edition, present, values):
    """Return the values that a button puts in place of typed ones: the next step, or the present values."""
    if "fill" in form_data:
        return next_targets(edition, values)
    code = parameters.word(form_data, "reset")
    codes = edition.by_code if code == "all" else {code} & edition.by_code.keys()
    return {code: present.get(code, NO_VALUE) for code in codes}


def _aspect_codes(request, edition):
    """Return the codes of the indicators of the aspect named in the query."""
    code = parameters.word(request.GET, "aspect")
    aspects = (aspect for dimension in edition.dimensions for aspect in dimension.aspects)
    return [indicator.code for aspect in aspects if aspect.code == code for indicator in aspect.indicators]


def _plan_form(request, assessment, *, is_keeping):
    initial = {"year": assessment.cycle.year + 1, "responsible": str(request.user)}
    form_data = request.POST if is_keeping else None
    return PlanForm(form_data, since=assessment.cycle.year, initial=initial, form_id="what-if-form")


def _plan_next_step(request, assessment):
    """Set a target for the next fiscal year for each blocking indicator that has none yet."""
    edition = workflow_queries.edition_of(assessment)
    planned = {target.code for target in plans_queries.targets_of(assessment.area)}
    blocking = next_targets(edition, entry_queries.entered_values(assessment))
    targets = {code: value for code, value in blocking.items() if code not in planned}
    if blocking and not targets:
        messages.info(request, _("Every indicator that blocks the next level has a target already."))
        return
    _keep(request, assessment, targets, year=assessment.cycle.year + 1, responsible=str(request.user))


def _keep(request, assessment, targets, **values):
    """Save the targets and show the outcome; return whether it succeeded."""
    try:
        saved = actions.set_targets(assessment=assessment, targets=targets, by=request.user, **values)
    except WorkflowError as error:
        codes = f" ({', '.join(error.indicators)})" if error.indicators else ""
        messages.error(request, words.refusal(error.code) + codes)
        return False
    message = ngettext("%(count)s target is in the plan.", "%(count)s targets are in the plan.", len(saved))
    messages.success(request, message % {"count": len(saved)})
    return True
