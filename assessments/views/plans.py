"""Trying out other values, and the plan that keeps some of them as targets."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments import actions, labels, queries
from assessments.domain.plans import next_targets
from assessments.domain.workflow import WorkflowError
from assessments.forms import AssumedForm, PlanForm
from assessments.models import PlanTarget
from assessments.queries import NOTHING
from assessments.views.assessments import get_assessment
from ecotown.common import parameters


@require_http_methods(["GET", "POST"])
@login_required
def what_if(request, pk):
    """Change values without keeping them; an officer of the province may keep them as targets."""
    assessment = get_assessment(request.user, pk)
    edition = queries.edition_of(assessment)
    present = queries.given_of(assessment)
    may_plan = request.user.has_perm("assessments.plan", assessment)
    is_keeping = "keep" in request.POST
    if is_keeping and not may_plan:
        raise PermissionDenied
    forms = _assumed_forms(request.POST, edition, present)
    assumed = {
        code: form.given if form.is_bound and form.is_valid() else form.begins_with
        for code, form in forms.items()
    }
    for code, given in _replaced(request.POST, edition, present, assumed).items():
        assumed[code] = given
        forms[code] = AssumedForm(indicator=edition.by_code[code], given=given)
    plan_form = _plan_form(request, assessment, is_keeping=is_keeping)
    shown = queries.sandbox(edition, present, assumed, forms, _looked_at(request, edition))
    if is_keeping and plan_form.is_valid() and not shown["faulty_count"]:
        targets = {one.indicator.code: assumed[one.indicator.code] for one in shown["outcome"].assumptions}
        if _keep(request, assessment, targets, **plan_form.cleaned_data):
            return redirect("assessments:plan", pk)
    context = shown | {"assessment": assessment, "may_plan": may_plan, "plan_form": plan_form}
    if request.htmx:
        progress = queries.progress_of(edition, set(present))
        return render(
            request, "components/what_if_outcome.html", context | {"is_partial": True, "progress": progress}
        )
    frame = queries.workspace(assessment, present)
    return render(request, "assessments/what_if.html", frame | context)


@require_http_methods(["GET", "POST"])
@login_required
def plan(request, pk):
    """The targets of the area; sending it makes one for each indicator that blocks the next level."""
    assessment = get_assessment(request.user, pk)
    may_plan = request.user.has_perm("assessments.plan", assessment)
    if request.method == "POST":
        if not may_plan:
            raise PermissionDenied
        _plan_next_step(request, assessment)
        return redirect("assessments:plan", pk)
    edition = queries.edition_of(assessment)
    context = {
        **queries.workspace(assessment),
        "lines": queries.plan_of(assessment.area),
        "history": queries.deeds_of(queries.plan_subject(assessment.area), edition),
        "may_plan": may_plan,
    }
    return render(request, "assessments/plan.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def plan_target(request, pk, target_pk):
    """Change one target."""
    assessment, target = _get_target(request, pk, target_pk)
    found = next(one for one in queries.targets_of(assessment.area) if one.row == target)
    posted = request.POST if request.method == "POST" else None
    value_form = AssumedForm(posted, indicator=found.indicator, given=found.given)
    form = PlanForm(
        posted,
        since=found.row.assessment.cycle.year,
        initial={"year": target.year, "responsible": target.responsible, "note": target.note},
    )
    # Both are looked at, so that all faults show at once.
    if posted is not None and all([value_form.is_valid(), form.is_valid()]):
        try:
            actions.change_target(target=target, given=value_form.given, by=request.user, **form.cleaned_data)
        except WorkflowError as error:
            messages.error(request, labels.refusal(error.code))
        else:
            messages.success(request, _("The target was changed."))
            return redirect("assessments:plan", pk)
    context = {"target": found, "value_form": value_form, "form": form, "may_plan": True}
    return render(request, "assessments/plan_target.html", queries.workspace(assessment) | context)


@require_POST
@login_required
def remove_plan_target(request, pk, target_pk):
    _assessment, target = _get_target(request, pk, target_pk)
    try:
        actions.remove_target(target=target, by=request.user)
    except WorkflowError as error:
        messages.error(request, labels.refusal(error.code))
    else:
        messages.success(request, _("The target was removed. The history keeps it."))
    return redirect("assessments:plan", pk)


def _get_target(request, pk, target_pk):
    assessment = get_assessment(request.user, pk, perm="assessments.plan")
    return assessment, get_object_or_404(PlanTarget, pk=target_pk, area=assessment.area)


def _assumed_forms(posted, edition, present):
    """One form for each indicator, bound where its fields were sent."""
    forms = {}
    for one in edition.indicators:
        given = present.get(one.code, NOTHING)
        is_sent = any(name.startswith(f"{one.code}-") for name in posted)
        forms[one.code] = AssumedForm(posted if is_sent else None, indicator=one, given=given)
    return forms


def _replaced(posted, edition, present, assumed):
    """What a button puts in the place of what was typed: the next step, or the present values."""
    if "fill" in posted:
        return next_targets(edition, assumed)
    code = parameters.word(posted, "reset")
    codes = edition.by_code if code == "all" else {code} & edition.by_code.keys()
    return {code: present.get(code, NOTHING) for code in codes}


def _looked_at(request, edition):
    """The indicators of the aspect from whose page one came."""
    code = parameters.word(request.GET, "aspect")
    aspects = (aspect for dimension in edition.dimensions for aspect in dimension.aspects)
    return [one.code for aspect in aspects if aspect.code == code for one in aspect.indicators]


def _plan_form(request, assessment, *, is_keeping):
    initial = {"year": assessment.cycle.year + 1, "responsible": str(request.user)}
    posted = request.POST if is_keeping else None
    return PlanForm(posted, since=assessment.cycle.year, initial=initial, form_id="what-if-form")


def _plan_next_step(request, assessment):
    """A target for each blocking indicator that has none yet, to be reached in the next fiscal year."""
    edition = queries.edition_of(assessment)
    planned = {one.code for one in queries.targets_of(assessment.area)}
    blocking = next_targets(edition, queries.given_of(assessment))
    targets = {code: given for code, given in blocking.items() if code not in planned}
    if blocking and not targets:
        messages.info(request, _("Every indicator that blocks the next level has a target already."))
        return
    _keep(request, assessment, targets, year=assessment.cycle.year + 1, responsible=str(request.user))


def _keep(request, assessment, targets, **values):
    """Keep the targets and say how it went; True when it went well."""
    try:
        kept = actions.set_targets(assessment=assessment, targets=targets, by=request.user, **values)
    except WorkflowError as error:
        about = f" ({', '.join(error.indicators)})" if error.indicators else ""
        messages.error(request, labels.refusal(error.code) + about)
        return False
    said = ngettext("%(count)s target is in the plan.", "%(count)s targets are in the plan.", len(kept))
    messages.success(request, said % {"count": len(kept)})
    return True
