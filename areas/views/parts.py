"""Pages on which sub-districts, boundary, groups and levels of an area are entered."""

from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.actions import groups as group_actions
from areas.actions import levels as level_actions
from areas.actions import parts as part_actions
from areas.forms.parts import (
    BoundaryForm,
    MembershipForm,
    PublishedLevelForm,
    SubDistrictsForm,
    TargetLevelForm,
)
from areas.forms.register import AreaReasonForm
from areas.models import AreaBoundary
from areas.views.access import form_page, of_area
from ecotown.common.requests.downloads import download
from ecotown.common.steps.running import posted, posted_with_files, run_action


@require_http_methods(["GET", "POST"])
@of_area
def save_sub_districts(request, area):
    lines = [", ".join(filter(None, pair)) for pair in area.sub_districts.values_list("name", "district")]
    form = SubDistrictsForm(posted(request), initial={"sub_districts": "\n".join(lines)})
    context = {
        "area": area,
        "title": _("Sub-districts"),
        "lead": _("The sub-districts that the area consists of, wholly or in part."),
    }
    run = (part_actions.save_sub_districts, _("Saved."), {"area": area})
    return form_page(request, form, context, run=run, then=("areas:area", area.pk))


@require_http_methods(["GET", "POST"])
@of_area
def save_boundary(request, area):
    form = BoundaryForm(*posted_with_files(request))
    context = {
        "area": area,
        "title": _("Boundary"),
        "lead": _("Everybody can see and download it. A new file takes the place of the earlier one."),
    }
    run = (_save_boundary, _("The boundary is saved."), {"area": area})
    return form_page(request, form, context, run=run, then=("areas:area", area.pk))


def _save_boundary(*, area, file, source, by):
    return part_actions.save_boundary(area=area, content=file, source=source, by=by)


@require_http_methods(["GET", "POST"])
@of_area
def remove_boundary(request, area):
    if not AreaBoundary.objects.filter(area=area).exists():
        return redirect("areas:area", area.pk)
    form = AreaReasonForm(posted(request), button=_("Remove the boundary"))
    context = {
        "area": area,
        "title": _("Remove the boundary?"),
        "lead": _("Its picture and its file are no longer shown. That there was one stays in the history."),
    }
    run = (part_actions.remove_boundary, _("The boundary is removed."), {"area": area})
    return form_page(request, form, context, run=run, then=("areas:area", area.pk))


@require_safe
def boundary(request, pk):
    """Send the boundary of an area to everybody as a GeoJSON file."""
    row = get_object_or_404(AreaBoundary.objects.select_related("area"), area__pk=pk)
    return download(row.geojson, f"{row.area.key}.geojson", "application/geo+json")


@require_http_methods(["GET", "POST"])
@of_area
def join_group(request, area):
    form = MembershipForm(posted(request), area=area)
    context = {
        "area": area,
        "title": _("Put it into a group"),
        "lead": _("The source says that the area belongs to the group; everybody can read it."),
    }
    run = (group_actions.join_group, _("The area is in the group."), {"area": area})
    return form_page(request, form, context, run=run, then=("areas:area", area.pk))


@require_POST
@of_area
def leave_group(request, area, membership_pk):
    membership = get_object_or_404(area.memberships.select_related("area", "group"), pk=membership_pk)
    message = _("The area is no longer in the group.")
    run_action(request, group_actions.leave_group, message, membership=membership)
    return redirect("areas:area", area.pk)


@require_http_methods(["GET", "POST"])
@of_area
def save_published_level(request, area):
    form = PublishedLevelForm(posted(request))
    context = {
        "area": area,
        "title": _("Published level"),
        "lead": _(
            "A level that the department published elsewhere, before this portal. "
            "It takes the place of the one of the same year."
        ),
    }
    run = (level_actions.save_published_level, _("The level is saved."), {"area": area})
    return form_page(request, form, context, run=run, then=("areas:area", area.pk))


@require_POST
@of_area
def remove_published_level(request, area, year):
    published = get_object_or_404(area.published_levels.select_related("area"), year=year)
    run_action(request, level_actions.remove_published_level, _("The level is removed."), published=published)
    return redirect("areas:area", area.pk)


@require_http_methods(["GET", "POST"])
@of_area
def save_target_level(request, area):
    form = TargetLevelForm(posted(request))
    context = {
        "area": area,
        "title": _("Target level"),
        "lead": _("The level that the area shall reach by the end of a fiscal year."),
    }
    run = (level_actions.save_target_level, _("The level is saved."), {"area": area})
    return form_page(request, form, context, run=run, then=("areas:area", area.pk))


@require_POST
@of_area
def remove_target_level(request, area, year):
    target = get_object_or_404(area.target_levels.select_related("area"), year=year)
    run_action(request, level_actions.remove_target_level, _("The level is removed."), target=target)
    return redirect("areas:area", area.pk)
