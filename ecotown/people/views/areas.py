"""Who can see an area."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from areas.models import TargetArea
from ecotown.people.queries import areas as areas_queries
from ecotown.people.views.access import for_administrators


@require_safe
@for_administrators
def area_list(request):
    """List the areas by province, with how many officers look after each province now."""
    provinces = list(areas_queries.provinces_with_areas())
    context = {
        "provinces": provinces,
        "without_officer": [province for province in provinces if not province.officer_count],
    }
    return render(request, "people/area_list.html", context)


@require_safe
@for_administrators
def area_access(request, key):
    """Show who can open what is not public of an area, and why."""
    area = get_object_or_404(TargetArea.objects.select_related("province"), key=key)
    return render(request, "people/area_access.html", {"area": area, "access": areas_queries.access_to(area)})
