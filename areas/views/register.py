"""Pages of the register: the list of target areas, and one area with its facts, names and end."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas import queries, screens
from areas.actions import areas as area_actions
from areas.actions import names as name_actions
from areas.forms.register import (
    AreaFactsForm,
    AreaReasonForm,
    EndForm,
    NameCorrectionForm,
    NewAreaForm,
    RegisterListForm,
    RenameForm,
)
from areas.models import AreaName
from areas.views.access import form_page, keeps_register, of_area
from ecotown.accounts.fresh_sign_in import fresh_sign_in
from ecotown.common.lists.columns import Column
from ecotown.common.lists.pages import list_page
from ecotown.common.steps.running import posted, run_form_action
from ecotown.common.thai.formats import long_date


@require_safe
@keeps_register
def area_list(request):
    """List the areas of the register; those that have ended are left out unless they are asked for."""
    columns = (
        Column(_("Area"), "area", key=lambda area: area.name_order),
        Column(_("Province"), "province", key=lambda area: (area.province.name_order, area.name_order)),
        Column(_("Phase"), "phase", key=lambda area: area.phase, css_class="number"),
        Column(_("State")),
    )
    form = RegisterListForm(request.GET, columns=columns, provinces=queries.provinces_of_register())
    areas = queries.registered_areas()
    if "with_ended" not in form.values and "q" not in form.values:
        areas = areas.in_force_on(timezone.localdate())
    rows = sorted(areas.matching(form.values), key=lambda area: (area.province.name_order, area.name_order))
    context = {"list": list_page(rows, form), "today": timezone.localdate()}
    return render(request, "areas/area_list.html", context)


@require_http_methods(["GET", "POST"])
@keeps_register
def add_area(request):
    form = NewAreaForm(posted(request), initial={"confidence": "department"})
    context = {
        "title": _("Add a target area"),
        "lead": _("The area has an address and a history of its own from now on, and is in the next cycle."),
    }
    area = run_form_action(
        request,
        form,
        area_actions.add_area,
        _("The area is in the register."),
        error_fields={"name-taken": "name_th", "no-name": "name_th"},
    )
    if area:
        return redirect("areas:area", area.pk)
    status = 422 if form.is_bound else 200
    return render(request, "areas/register_form.html", {"form": form, **context}, status=status)


@require_safe
@of_area
def area(request, area):
    """Show all that the register says about an area, with the ways to change it."""
    context = {
        "area": area,
        "record": queries.area_record(area, timezone.localdate()),
        "published_levels": queries.published_levels_of(area),
    }
    return render(request, "areas/area_detail.html", context)


@require_safe
@of_area
def area_history(request, area):
    context = {"area": area, "events": screens.area_events(area)}
    return render(request, "areas/area_history.html", context)


@require_http_methods(["GET", "POST"])
@of_area
def change_area(request, area):
    initial = {name: getattr(area, name) for name in ("phase", "confidence", "source", "note")}
    form = AreaFactsForm(posted(request), initial={**initial, "announcement": area.announcement_id})
    return form_page(
        request,
        form,
        {"area": area, "title": _("Change the facts")},
        run=(area_actions.change_area, _("Saved."), {"area": area}),
        then=("areas:area", area.pk),
    )


@require_http_methods(["GET", "POST"])
@of_area
@fresh_sign_in
def rename_area(request, area):
    if not area.name_th:
        return redirect("areas:correct-name", area.pk)
    form = RenameForm(posted(request))
    context = {
        "area": area,
        "title": _("Rename the area"),
        "lead": _(
            "The former name stays findable, and certificates keep the name that they were issued with."
        ),
    }
    run = (name_actions.rename_area, _("The new name is entered."), {"area": area})
    return form_page(request, form, context, run=run, then=("areas:area", area.pk))


@require_http_methods(["GET", "POST"])
@of_area
def correct_name(request, area):
    initial = {"name_th": area.name_th, "name_en": area.name_en}
    form = NameCorrectionForm(posted(request), initial=initial)
    context = {
        "area": area,
        "title": _("Correct the name") if area.name_th else _("Enter the name"),
        "lead": _(
            "For a name that was entered wrongly or not at all. A wrong name stays in the history alone."
        ),
    }
    run = (name_actions.correct_name, _("The name is saved."), {"area": area})
    return form_page(request, form, context, run=run, then=("areas:area", area.pk))


@require_http_methods(["GET", "POST"])
@of_area
@fresh_sign_in
def withdraw_name(request, area, name_pk):
    name = get_object_or_404(AreaName.objects.select_related("area"), pk=name_pk, area=area)
    form = AreaReasonForm(posted(request), button=_("Withdraw the renaming"))
    context = {
        "area": area,
        "title": _("Withdraw the renaming?"),
        "lead": _("The name “%(name)s” from %(day)s on is withdrawn. The area bears its earlier name again.")
        % {"name": name.name_th, "day": long_date(name.since)},
    }
    run = (name_actions.withdraw_name, _("The renaming is withdrawn."), {"name": name})
    return form_page(request, form, context, run=run, then=("areas:area", area.pk))


@require_http_methods(["GET", "POST"])
@of_area
@fresh_sign_in
def end_area(request, area):
    if area.ended_on and request.method != "POST":
        return redirect("areas:area", area.pk)
    form = EndForm(posted(request), area=area)
    context = {
        "area": area,
        "title": _("End the area"),
        "lead": _(
            "The area stays in the register with its history, its levels and its certificates. "
            "From the day on it is in no new cycle."
        ),
    }
    run = (area_actions.end_area, _("The end of the area is entered."), {"area": area})
    return form_page(request, form, context, run=run, then=("areas:area", area.pk))


@require_http_methods(["GET", "POST"])
@of_area
@fresh_sign_in
def resume_area(request, area):
    if not area.ended_on and request.method != "POST":
        return redirect("areas:area", area.pk)
    form = AreaReasonForm(posted(request), button=_("Take back the end"))
    context = {
        "area": area,
        "title": _("Take back the end of the area?"),
        "lead": _(
            "It is a target area again. Areas that follow it stay in the register, but no longer as such."
        ),
    }
    run = (area_actions.resume_area, _("The area is a target area again."), {"area": area})
    return form_page(request, form, context, run=run, then=("areas:area", area.pk))
